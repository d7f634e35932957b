package qinqing.clearance;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.identity.Actors;
import qinqing.kernel.IdNumber;
import qinqing.kernel.PersonName;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/** What the earlier steps leave behind, put in by SQL: lists, hits, findings, notices and objections. */
@Singleton
class ClearanceFixture {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final DataSource database;
    private final Actors actors;
    private final BlindIndex index;
    private final Vault vault;
    private final Clock clock;

    ClearanceFixture(DataSource database, Actors actors, BlindIndex index, Vault vault, Clock clock) {
        this.database = database;
        this.actors = actors;
        this.index = index;
        this.vault = vault;
        this.clock = clock;
    }

    /** A township with one ordinary programme and one list of three endorsed and compared rows. */
    Scene scene() {
        var unit = actors.unit("TOWNSHIP", "新妙镇");
        var programme = programme(unit, false);
        var batch = batch(programme, unit);
        var rows = new UUID[] {row(batch, 1, "郑开来"), row(batch, 2, "周明远"), row(batch, 3, "冉启芳")};
        publishRun("BATCH", batch, "BATCH_ENDORSED", now());
        return new Scene(unit, programme, batch, rows);
    }

    record Scene(UUID unit, UUID programme, UUID batch, UUID[] rows) {}

    UUID programme(UUID unit, boolean universal) {
        return insert(
                "programme",
                Map.of(
                        "unit_id",
                        unit,
                        "name",
                        "临时救助" + NEXT.incrementAndGet(),
                        "kind",
                        "FUND",
                        "universal",
                        universal,
                        "starts_on",
                        LocalDate.of(2026, 1, 1)));
    }

    UUID batch(UUID programme, UUID unit) {
        return insert(
                "beneficiary_batch",
                Map.of(
                        "unit_id",
                        unit,
                        "programme_id",
                        programme,
                        "file_name",
                        "名单.csv",
                        "file_format",
                        "CSV",
                        "content_digest",
                        index.token(IndexPurpose.IDEMPOTENCY, "file" + NEXT.incrementAndGet()),
                        "status",
                        "ENDORSED",
                        "endorsed_by",
                        UUID.randomUUID(),
                        "endorsed_at",
                        now(), // so that no run of another test covers it
                        "created_by",
                        UUID.randomUUID()));
    }

    UUID row(UUID batch, int number, String name) {
        return row(batch, number, name, idNumber());
    }

    /** @param idNumber null for a row whose list had none */
    UUID row(UUID batch, int number, String name, @Nullable IdNumber idNumber) {
        var list = one("select unit_id, programme_id from beneficiary_batch where id = ?", batch);
        var values = new LinkedHashMap<String, Object>();
        values.put("unit_id", list[0]);
        values.put("programme_id", list[1]);
        values.put("batch_id", batch);
        values.put("row_number", number);
        values.put("role", "NATURAL_PERSON");
        values.put("name", name);
        values.put("name_key", PersonName.of(name).key());
        values.put("id_state", idNumber == null ? "ABSENT" : "VALID");
        values.put("endorsed", true);
        if (idNumber != null) {
            var id = UUID.randomUUID();
            values.put("id", id);
            values.put("id_number_sealed", vault.seal(FieldKind.ID_NUMBER, idNumber.value(), id));
            values.put("person_token", index.token(IndexPurpose.PERSON, idNumber.value()));
        }
        return insert("beneficiary", values);
    }

    /** An invented number nobody else has here. */
    IdNumber idNumber() {
        int n = NEXT.incrementAndGet();
        return IdNumber.complete(
                "500103" + LocalDate.of(1950, 1, 1).plusDays(n / 900).toString().replace("-", "")
                        + "%03d".formatted(n % 900 + 1));
    }

    UUID publishRun(String scope, @Nullable UUID subject, String trigger, OffsetDateTime createdAt) {
        var values = new LinkedHashMap<String, Object>();
        values.put("unit_id", actors.county());
        values.put("scope", scope);
        values.put("trigger", trigger);
        values.put("created_at", createdAt);
        values.put("published_at", createdAt);
        if (subject != null) {
            values.put("subject_id", subject);
        }
        return insert("matching_run", values);
    }

    UUID official(UUID unit) {
        return insert(
                "official",
                Map.of(
                        "unit_id", unit,
                        "name", "田守正",
                        "name_key", "田守正",
                        "sex", "MALE",
                        "political_status", "PARTY_MEMBER",
                        "rank", "SECTION_STAFF",
                        "post", "科员",
                        "id_number_sealed", new byte[] {1},
                        "person_token",
                                index.token(IndexPurpose.PERSON, idNumber().value())));
    }

    /** An entered declaration with one relative; it is in force. */
    UUID relative(UUID official, String name, IdNumber idNumber, OffsetDateTime enteredAt) {
        var unit = one("select unit_id from official where id = ?", official)[0];
        var declaration = insert(
                "declaration",
                Map.ofEntries(
                        Map.entry("official_id", official),
                        Map.entry("unit_id", unit),
                        Map.entry("number", NEXT.incrementAndGet()),
                        Map.entry("status", "ENTERED"),
                        Map.entry("content_sealed", new byte[] {1}),
                        Map.entry("submitted_at", enteredAt),
                        Map.entry("pledged_at", enteredAt),
                        Map.entry("signer_id", official(unit instanceof UUID id ? id : actors.county())),
                        Map.entry("endorsed_by", official(unit instanceof UUID id ? id : actors.county())),
                        Map.entry("endorsed_at", enteredAt),
                        Map.entry("entered_by", UUID.randomUUID()),
                        Map.entry("entered_at", enteredAt),
                        Map.entry("in_force", true)));
        return insert(
                "relative",
                Map.ofEntries(
                        Map.entry("unit_id", unit),
                        Map.entry("declaration_id", declaration),
                        Map.entry("official_id", official),
                        Map.entry("position", 1),
                        Map.entry("kinship", "SPOUSE"),
                        Map.entry("name", name),
                        Map.entry("name_key", PersonName.of(name).key()),
                        Map.entry("sex", "FEMALE"),
                        Map.entry("id_number_sealed", new byte[] {1}),
                        Map.entry("person_token", index.token(IndexPurpose.PERSON, idNumber.value())),
                        Map.entry("in_force", true)));
    }

    /** A hit on this row, open and with its first verification. */
    UUID match(UUID row) {
        var match = insertMatch(row);
        verification(match, 1, "OPEN", null);
        return match;
    }

    UUID insertMatch(UUID row) {
        var beneficiary = one("select unit_id, programme_id from beneficiary where id = ?", row);
        var official = official((UUID) beneficiary[0]);
        return insert(
                "match",
                Map.ofEntries(
                        Map.entry("unit_id", beneficiary[0]),
                        Map.entry("source", "SELF"),
                        Map.entry("beneficiary_id", row),
                        Map.entry("official_id", official),
                        Map.entry("official_unit_id", beneficiary[0]),
                        Map.entry("programme_id", beneficiary[1]),
                        Map.entry("relative_name_key", "田守正"),
                        Map.entry("kinship", "SELF"),
                        Map.entry("band", "CERTAIN"),
                        Map.entry("probability", 0.999),
                        Map.entry("evidence", "[]"),
                        Map.entry("sentence", "公民身份号码一致"),
                        Map.entry("own_sphere", false),
                        Map.entry("status", "OPEN")));
    }

    UUID verification(UUID match, int round, String status, @Nullable String finding) {
        var values = new LinkedHashMap<String, Object>();
        values.put("unit_id", one("select unit_id from match where id = ?", match)[0]);
        values.put("match_id", match);
        values.put("owner_id", UUID.randomUUID());
        values.put("round", round);
        values.put("cause", round == 1 ? "HIT" : "OBJECTION");
        values.put("status", status);
        values.put("due_on", today().plusDays(20));
        values.put("due_because", "二十日内");
        if (finding != null) {
            values.put("finding", finding);
            values.put("found_by", UUID.randomUUID());
            values.put("signed_by", UUID.randomUUID());
            if (finding.equals("NON_COMPLIANT")) {
                values.put("measure", "STOP");
            }
        }
        return insert("verification", values);
    }

    /** Two people sign a finding for the hit's open verification. */
    void sign(UUID match, String finding) {
        run("""
                update verification set status = 'CLOSED', finding = ?, found_by = ?, signed_by = ?, measure = ?
                where match_id = ? and status <> 'CLOSED'
                """, finding, UUID.randomUUID(), UUID.randomUUID(), finding.equals("NON_COMPLIANT") ? "STOP" : null, match);
        run("update match set status = ? where id = ?", finding, match);
    }

    UUID notice(UUID match, String status, int fullDays) {
        var columns = new java.util.HashMap<String, Object>(Map.ofEntries(
                Map.entry("number", "500102-2026-" + NEXT.incrementAndGet()),
                Map.entry("unit_id", one("select unit_id from match where id = ?", match)[0]),
                Map.entry("form", "SINGLE"),
                Map.entry("benefit_kind", "FUND"),
                Map.entry("status", status),
                Map.entry("title", "公示"),
                Map.entry("required_days", 7),
                Map.entry("inspection_hotline", "023-00000000"),
                Map.entry("unit_hotline", "023-00000000"),
                Map.entry("published_at", now()),
                Map.entry("full_days", fullDays),
                Map.entry("ends_on", today().plusDays(7 - fullDays)),
                Map.entry("content_digest", new byte[32]),
                Map.entry("edition_at", now()),
                Map.entry("created_by", UUID.randomUUID())));
        switch (status) {
            case "COMPLETED" -> columns.put("completed_at", now());
            case "WITHDRAWN" -> columns.putAll(Map.of("state_reason", "理由", "withdrawn_at", now()));
            case "RETRACTED" -> columns.putAll(Map.of("correction", "更正", "retracted_at", now()));
            default -> {}
        }
        var notice = insert("notice", columns);
        list(notice, match, 1);
        return notice;
    }

    UUID list(UUID notice, UUID match, int position) {
        return insert(
                "notice_row",
                Map.ofEntries(
                        Map.entry("unit_id", one("select unit_id from match where id = ?", match)[0]),
                        Map.entry("notice_id", notice),
                        Map.entry("position", position),
                        Map.entry("match_id", match),
                        Map.entry(
                                "verification_id",
                                one(
                                        "select id from verification where match_id = ? order by round desc limit 1",
                                        match)[0]),
                        Map.entry("beneficiary_role", "NATURAL_PERSON"),
                        Map.entry("beneficiary_name", "郑开来"),
                        Map.entry("programme_name", "临时救助"),
                        Map.entry("place", "两桂村"),
                        Map.entry("official_name", "田守正"),
                        Map.entry("official_post", "科员"),
                        Map.entry("kinship_title", "本人")));
    }

    UUID objection(UUID notice, String status) {
        var columns = new java.util.HashMap<String, Object>(Map.ofEntries(
                Map.entry("unit_id", one("select unit_id from notice where id = ?", notice)[0]),
                Map.entry("notice_id", notice),
                Map.entry("tracking_number", "YY" + NEXT.incrementAndGet()),
                Map.entry("secret_hash", new byte[] {1}),
                Map.entry("text_sealed", new byte[] {1}),
                Map.entry("status", status),
                Map.entry("screen_due_on", today().plusDays(3)),
                Map.entry("resolve_due_on", today().plusDays(10)),
                Map.entry("screening_reason", "理由"),
                Map.entry("created_on", today())));
        if (!status.equals("RECEIVED")) {
            columns.put("screened_by", UUID.randomUUID());
        }
        if (status.endsWith("UPHELD")) {
            columns.put("result", "答复");
        }
        return insert("objection", columns);
    }

    OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(qinqing.deadline.Deadline.ZONE));
    }

    /** Fills in id, county and what else the table insists on, and gives the id. */
    UUID insert(String table, Map<String, Object> given) {
        try (var connection = database.getConnection()) {
            var values = new LinkedHashMap<String, Object>();
            values.put("id", UUID.randomUUID());
            values.putAll(given);
            fillIn(connection, table, values);
            var columns = String.join(", ", values.keySet());
            var marks = values.keySet().stream()
                    .map(column -> column.equals("evidence") ? "cast(? as jsonb)" : "?")
                    .collect(Collectors.joining(", "));
            try (var statement =
                    connection.prepareStatement("insert into %s (%s) values (%s)".formatted(table, columns, marks))) {
                int i = 0;
                for (var value : values.values()) {
                    statement.setObject(++i, value);
                }
                statement.executeUpdate();
            }
            return (UUID) values.get("id");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void fillIn(Connection connection, String table, Map<String, Object> values) throws SQLException {
        try (var question = connection.prepareStatement("""
                select column_name, data_type from information_schema.columns
                where table_name = ? and is_nullable = 'NO' and column_default is null and is_identity = 'NO'
                """)) {
            question.setString(1, table);
            for (var column = question.executeQuery(); column.next(); ) {
                switch (column.getString(1)) {
                    case "county_code" -> values.putIfAbsent("county_code", "500102");
                    case String name
                    when column.getString(2).startsWith("timestamp") -> values.putIfAbsent(name, now());
                    case String name when column.getString(2).equals("text") -> values.putIfAbsent(name, "UNSAID");
                    default -> {}
                }
            }
        }
    }

    Object[] one(String question, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var row = statement.executeQuery();
            if (!row.next()) {
                throw new AssertionError("no row: " + question);
            }
            var found = new Object[row.getMetaData().getColumnCount()];
            for (int i = 0; i < found.length; i++) {
                found[i] = row.getObject(i + 1);
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void run(String sql, @Nullable Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
