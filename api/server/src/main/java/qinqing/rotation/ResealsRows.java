package qinqing.rotation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.vault.BlindIndex;
import qinqing.vault.Indexer;
import qinqing.vault.KeyProvider;
import qinqing.vault.Sealer;
import qinqing.vault.Suite;
import qinqing.vault.UnknownKeyException;
import qinqing.vault.UnreadableValueException;
import qinqing.vault.Vault;

/**
 * One pass over all rows that rest on an older key. A row that somebody changed meanwhile is left for the next pass, so no
 * change is lost. The statements are made of the names in {@link SealedTable} alone.
 */
final class ResealsRows {

    private static final int AT_ONCE = 500;

    /** lock_timeout ran out: people go first, the row's turn comes in the next pass. */
    private static final String HELD_BY_SOMEBODY = "55P03";

    private record Row(
            List<Object> key, String context, List<byte @Nullable []> values, List<byte @Nullable []> tokens) {}

    private final Connection connection;
    private final Vault vault;
    private final Sealer sealer;
    private final Indexer indexer;
    private final KeyProvider keys;
    private final LocalDate today;
    private final Map<String, Integer> faults = new TreeMap<>();
    private boolean gaveWay;

    ResealsRows(Connection connection, Vault vault, KeyProvider keys, Suite suite, LocalDate today) {
        this.connection = connection;
        this.vault = vault;
        this.sealer = vault.sealer();
        this.indexer = new BlindIndex(keys).indexer();
        this.keys = keys;
        this.today = today;
    }

    /** @return rows changed; not 0 either when some were left because somebody held them */
    long all(Consumer<String> say) throws SQLException {
        var changed = 0L;
        for (var table : SealedTable.ALL) {
            var here = table(table);
            if (here > 0) {
                say.accept(here + " rows of " + table.name());
            }
            changed += here;
        }
        changed += new FollowsPersons(connection, sealer, indexer, keys, today).all();
        return changed == 0 && gaveWay ? 1 : changed;
    }

    /** What can't be sealed or indexed anew, with the number of rows; no personal data. */
    List<String> faults() {
        return faults.entrySet().stream()
                .map(fault -> fault.getKey() + " (" + fault.getValue() + " rows)")
                .toList();
    }

    private long table(SealedTable table) throws SQLException {
        var changed = 0L;
        List<Object> after = List.of();
        while (true) {
            var rows = older(table, after);
            if (rows.isEmpty()) {
                return changed;
            }
            changed += reseal(table, rows);
            after = rows.getLast().key();
        }
    }

    private List<Row> older(SealedTable table, List<Object> after) throws SQLException {
        var columns = Stream.of(
                        table.key().stream(),
                        table.context().stream(),
                        table.values().stream().map(SealedTable.Value::column),
                        table.tokens().stream().map(SealedTable.Token::column))
                .flatMap(names -> names)
                .collect(Collectors.joining(", "));
        var old = Stream.concat(
                        table.values().stream().map(value -> "substring(" + value.column() + " from 1 for 5) <> ?"),
                        table.tokens().stream().map(token -> "get_byte(" + token.column() + ", 0) <> ?"))
                .collect(Collectors.joining(" or "));
        var key = String.join(", ", table.key());
        var beyond = after.isEmpty()
                ? ""
                : " and (" + key + ") > (" + String.join(", ", java.util.Collections.nCopies(after.size(), "?")) + ")";
        var question = "select " + columns + " from " + table.name() + " where (" + old + ")" + beyond + " order by "
                + key + " limit " + AT_ONCE;
        try (var statement = connection.prepareStatement(question)) {
            var at = 0;
            for (var _ : table.values()) {
                statement.setBytes(++at, vault.currentHeader());
            }
            for (var token : table.tokens()) {
                statement.setInt(++at, keys.active(token.purpose()).id());
            }
            for (var part : after) {
                statement.setObject(++at, part);
            }
            var rows = new ArrayList<Row>();
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(table, found));
                }
            }
            return rows;
        }
    }

    private static Row row(SealedTable table, ResultSet found) throws SQLException {
        var at = 0;
        var key = new ArrayList<Object>();
        for (var _ : table.key()) {
            key.add(found.getObject(++at));
        }
        var context = new ArrayList<String>();
        for (var _ : table.context()) {
            context.add(found.getString(++at));
        }
        var values = new ArrayList<byte @Nullable []>();
        for (var _ : table.values()) {
            values.add(found.getBytes(++at));
        }
        var tokens = new ArrayList<byte @Nullable []>();
        for (var _ : table.tokens()) {
            tokens.add(found.getBytes(++at));
        }
        return new Row(key, String.join(" ", context), values, tokens);
    }

    private long reseal(SealedTable table, List<Row> rows) throws SQLException {
        var columns = Stream.concat(
                        table.values().stream().map(SealedTable.Value::column),
                        table.tokens().stream().map(SealedTable.Token::column))
                .toList();
        var update = "update " + table.name() + " set "
                + columns.stream().map(column -> column + " = ?").collect(Collectors.joining(", ")) + " where "
                + table.key().stream().map(column -> column + " = ?").collect(Collectors.joining(" and "))
                + columns.stream()
                        .map(column -> " and " + column + " is not distinct from ?")
                        .collect(Collectors.joining());
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement(update)) {
            for (var row : rows) {
                reseal(table, row, statement);
            }
            var changed = Arrays.stream(statement.executeBatch())
                    .filter(count -> count > 0)
                    .count();
            connection.commit();
            return changed;
        } catch (SQLException e) {
            connection.rollback();
            if (!HELD_BY_SOMEBODY.equals(stateOf(e))) {
                throw e;
            }
            gaveWay = true;
            return 0;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What a batch throws carries the reason behind it. */
    private static @Nullable String stateOf(SQLException e) {
        return e.getNextException() == null
                ? e.getSQLState()
                : e.getNextException().getSQLState();
    }

    /** Adds the row to the batch when all of it could be made anew. */
    private void reseal(SealedTable table, Row row, PreparedStatement statement) throws SQLException {
        var context = table.context().size() == 1
                ? Vault.context(UUID.fromString(row.context()))
                : row.context().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var clear = new HashMap<String, String>();
        var fresh = new LinkedHashMap<String, byte @Nullable []>();
        try {
            for (var at = 0; at < table.values().size(); at++) {
                var value = table.values().get(at);
                var sealed = row.values().get(at);
                if (sealed != null
                        && table.tokens().stream().anyMatch(token -> token.of().equals(value.column()))) {
                    clear.put(
                            value.column(),
                            new String(
                                    sealer.open(value.kind(), sealed, context),
                                    java.nio.charset.StandardCharsets.UTF_8));
                }
                fresh.put(
                        value.column(),
                        sealed == null || !sealer.needsResealing(sealed)
                                ? sealed
                                : sealer.reseal(value.kind(), sealed, context));
            }
        } catch (UnreadableValueException | UnknownKeyException unreadable) {
            faults.merge("a value of " + table.name() + " can't be read", 1, Integer::sum);
            return;
        }
        for (var at = 0; at < table.tokens().size(); at++) {
            var token = table.tokens().get(at);
            fresh.put(token.column(), token(table, token, row.tokens().get(at), clear.get(token.of())));
        }
        var changes = false;
        var at = 0;
        var before = Stream.concat(row.values().stream(), row.tokens().stream()).toList();
        for (var value : fresh.values()) {
            changes |= value != before.get(at);
            statement.setBytes(++at, value);
        }
        if (!changes) {
            statement.clearParameters();
            return;
        }
        for (var part : row.key()) {
            statement.setObject(++at, part);
        }
        for (var value : before) {
            statement.setBytes(++at, value);
        }
        statement.addBatch();
    }

    /** The token under the present key, if the value gives the one that stands there now under its own key. */
    private byte @Nullable [] token(
            SealedTable table, SealedTable.Token column, byte @Nullable [] present, @Nullable String clear) {
        if (present == null
                || Byte.toUnsignedInt(present[0])
                        == keys.active(column.purpose()).id()) {
            return present;
        }
        var normal = clear == null ? null : column.form().of(clear, today).orElse(null);
        if (normal == null
                || indexer.tokens(column.purpose(), normal).stream()
                        .noneMatch(token -> Arrays.equals(token, present))) {
            faults.merge(
                    "a " + column.column() + " of " + table.name() + " is not made of its sealed value",
                    1,
                    Integer::sum);
            return present;
        }
        return indexer.token(column.purpose(), normal);
    }
}
