package qinqing.rotation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Indexer;
import qinqing.vault.KeyProvider;
import qinqing.vault.Sealer;
import qinqing.vault.UnknownKeyException;
import qinqing.vault.UnreadableValueException;

/**
 * Tokens of persons somebody asked about: no number lies beside them. They follow a person who is in a declaration or a list;
 * of anybody else nothing is left to compare them with once the key is gone, so they go.
 */
final class FollowsPersons {

    private static final String OLDER = """
            select distinct encode(t.token, 'hex') from (
                select person_token as token from clearance
                union all select unnest(person_tokens) from matching_query) as t
            where t.token is not null and get_byte(t.token, 0) <> ?
            """;

    /** Questions to declarants about relatives they left out; a table of a later migration. */
    private static final String THERE_ARE_PROMPTS = "select to_regclass('relative_prompt') is not null";

    private static final String OLDER_OF_PROMPTS =
            "select distinct encode(person_token, 'hex') from relative_prompt where get_byte(person_token, 0) <> ?";

    private static final String PROMPTS = """
            update relative_prompt p set person_token = t.fresh
            from token_followed t where p.person_token = t.older and t.fresh is not null
            """;

    private static final String FORGOTTEN_PROMPTS =
            "delete from relative_prompt p using token_followed t where p.person_token = t.older and t.fresh is null";

    private static final List<String> PERSONS = List.of(
            "select id, id_number_sealed from official where id_number_sealed is not null",
            "select id, id_number_sealed from relative where id_number_sealed is not null",
            "select id, id_number_sealed from beneficiary where person_token is not null");

    private static final String NOTE = "insert into token_followed values (decode(?, 'hex'), decode(?, 'hex'))";

    private static final String CLEARANCES = """
            update clearance c set person_token = t.fresh from token_followed t where c.person_token = t.older
            """;

    private static final String QUERIES = """
            update matching_query q set person_tokens = (
                select array_agg(case when t.older is null then p.token else t.fresh end order by p.place)
                from unnest(q.person_tokens) with ordinality as p (token, place) left join token_followed t on t.older = p.token)
            where q.person_tokens && (select array_agg(older) from token_followed)
            """;

    private final Connection connection;
    private final Sealer sealer;
    private final Indexer indexer;
    private final KeyProvider keys;
    private final LocalDate today;

    FollowsPersons(Connection connection, Sealer sealer, Indexer indexer, KeyProvider keys, LocalDate today) {
        this.connection = connection;
        this.sealer = sealer;
        this.indexer = indexer;
        this.keys = keys;
        this.today = today;
    }

    /** @return rows changed */
    long all() throws SQLException {
        var prompts = thereArePrompts();
        var followed = older(OLDER);
        if (prompts) {
            followed.putAll(older(OLDER_OF_PROMPTS));
        }
        if (followed.isEmpty()) {
            return 0;
        }
        for (var persons : PERSONS) {
            follow(persons, followed);
        }
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create temporary table token_followed (older bytea primary key, fresh bytea) on commit drop");
            note(followed);
            var changed = statement.executeLargeUpdate(CLEARANCES) + statement.executeLargeUpdate(QUERIES);
            if (prompts) {
                changed += statement.executeLargeUpdate(PROMPTS) + statement.executeLargeUpdate(FORGOTTEN_PROMPTS);
            }
            connection.commit();
            return changed;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private boolean thereArePrompts() throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(THERE_ARE_PROMPTS)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Older tokens in hexadecimal digits, each with the token that follows it once the person is found. */
    private Map<String, String> older(String which) throws SQLException {
        var older = new HashMap<String, String>();
        try (var question = connection.prepareStatement(which)) {
            question.setInt(1, keys.active(IndexPurpose.PERSON).id());
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    older.put(row.getString(1), "");
                }
            }
        }
        return older;
    }

    private void follow(String persons, Map<String, String> followed) throws SQLException {
        connection.setAutoCommit(false);
        try (var question = connection.prepareStatement(persons)) {
            question.setFetchSize(1_000);
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    follow(row.getObject(1, UUID.class), row.getBytes(2), followed);
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void follow(UUID id, byte[] sealed, Map<String, String> followed) {
        try {
            Form.ID_NUMBER
                    .of(sealer.open(FieldKind.ID_NUMBER, sealed, id), today)
                    .ifPresent(number -> {
                        var fresh = HexFormat.of().formatHex(indexer.token(IndexPurpose.PERSON, number));
                        for (var token : indexer.tokens(IndexPurpose.PERSON, number)) {
                            followed.computeIfPresent(HexFormat.of().formatHex(token), (_, _) -> fresh);
                        }
                    });
        } catch (UnreadableValueException | UnknownKeyException told) {
            return; // the pass over the rows counts it
        }
    }

    private void note(Map<String, String> followed) throws SQLException {
        try (var insert = connection.prepareStatement(NOTE)) {
            for (var token : followed.entrySet()) {
                insert.setString(1, token.getKey());
                insert.setString(2, token.getValue().isEmpty() ? null : token.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
