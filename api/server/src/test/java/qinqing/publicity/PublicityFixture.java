package qinqing.publicity;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.identity.Actors;
import qinqing.kernel.IdNumber;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/**
 * Verified matters put in by SQL: a township with a village and its groups, boards and hotlines, an official, a relative and
 * what the relative received. Names of units are made different by a number.
 */
@Singleton
public class PublicityFixture {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final OffsetDateTime LONG_AGO = OffsetDateTime.of(2026, 1, 5, 8, 0, 0, 0, ZoneOffset.UTC);

    private final DataSource database;
    private final Actors actors;
    private final Vault vault;

    PublicityFixture(DataSource database, Actors actors, Vault vault) {
        this.database = database;
        this.actors = actors;
        this.vault = vault;
    }

    /** A township with one village of three groups; all have boards, the township both hotlines. */
    public record Township(
            UUID unit,
            UUID village,
            String villageCode,
            UUID group,
            UUID townBoard,
            UUID villageBoard,
            UUID groupBoard) {}

    /** One matter verified compliant. */
    public record Verified(UUID verification, UUID match, UUID official, UUID beneficiary, IdNumber idNumber) {}

    public Township township() {
        int n = NEXT.incrementAndGet();
        var unit = actors.unit("TOWNSHIP", "新妙镇");
        run("update unit set inspection_hotline = '023-72220000', unit_hotline = '023-72221234' where id = ?", unit);
        var village = actors.unit("VILLAGE", "两桂村", unit);
        var code = "500102%06d".formatted(900_000 + n);
        run("update unit set division_code = ? where id = ?", code, village);
        var group = UUID.randomUUID();
        for (int i = 1; i <= 3; i++) {
            var id = i == 3 ? group : UUID.randomUUID();
            run("""
                    insert into unit (id, county_code, parent_id, ancestors, kind, name, created_at)
                    select ?, county_code, id, ancestors || ?::uuid, 'GROUP', ?, ? from unit where id = ?
                    """, id, id, "第" + "一二三".charAt(i - 1) + "村民小组", LONG_AGO, village);
        }
        return new Township(
                unit,
                village,
                code,
                group,
                board(unit, "政务公开栏", "PHYSICAL"),
                board(village, "村务公开栏", "PHYSICAL"),
                board(group, "3组公开栏", "PHYSICAL"));
    }

    public UUID board(UUID unit, String name, String kind) {
        var id = UUID.randomUUID();
        run(
                "insert into site (id, county_code, unit_id, kind, name, created_at) values (?, '500102', ?, ?, ?, ?)",
                id,
                unit,
                kind,
                name,
                LONG_AGO);
        return id;
    }

    public Verified verified(Township place) {
        return verified(place, "周建国", "FUND", "COMPLIANT");
    }

    /** A matter of the township's own programme, for a relative in the third group of the village. */
    public Verified verified(Township place, String beneficiary, String kind, @Nullable String finding) {
        int n = NEXT.incrementAndGet();
        var idNumber = idNumber(n);
        var official = UUID.randomUUID();
        run("""
                insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                    person_token, created_at)
                values (?, '500102', ?, '周明远', '周明远', 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '民政和社会事务办公室主任', ?, ?, ?)
                """, official, place.unit(), new byte[] {1}, token(n), LONG_AGO);
        var declaration = UUID.randomUUID();
        run("""
                insert into declaration (id, county_code, official_id, unit_id, number, status, content_sealed, submitted_at, pledged_at,
                    signer_id, signing_rule, created_at)
                values (?, '500102', ?, ?, 1, 'SUBMITTED', ?, ?, ?, ?, 'A5.3', ?)
                """, declaration, official, place.unit(), new byte[] {1}, LONG_AGO, LONG_AGO, official, LONG_AGO);
        var relative = UUID.randomUUID();
        run("""
                insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, name, name_key, sex,
                    id_absent_reason, address_public, village_code)
                values (?, '500102', ?, ?, ?, 1, 'OWN_PARENT', ?, ?, 'MALE', '老人证件遗失', '新妙镇两桂村3组', ?)
                """, relative, place.unit(), declaration, official, beneficiary, beneficiary, place.villageCode());
        var programme = UUID.randomUUID();
        run(
                """
                insert into programme (id, county_code, unit_id, name, kind, site_unit_id, starts_on, created_at)
                values (?, '500102', ?, ?, ?, ?, ?, ?)
                """,
                programme,
                place.unit(),
                "2026年农村危房改造补助（第" + n + "批次）",
                kind,
                kind.equals("CONSTRUCTION") ? place.village() : null,
                LocalDate.of(2026, 3, 1),
                LONG_AGO);
        var received = UUID.randomUUID();
        run(
                """
                insert into beneficiary (id, county_code, unit_id, programme_id, row_number, role, name, name_key, id_state,
                    id_number_sealed, person_token, address_public, village_code, amount, endorsed)
                values (?, '500102', ?, ?, 1, 'NATURAL_PERSON', ?, ?, 'VALID', ?, ?, '新妙镇两桂村', ?, ?, true)
                """,
                received,
                place.unit(),
                programme,
                beneficiary,
                beneficiary,
                vault.seal(FieldKind.ID_NUMBER, idNumber.value(), received),
                token(n),
                place.villageCode(),
                new BigDecimal("21000.00"));
        var match = UUID.randomUUID();
        run(
                """
                insert into match (id, county_code, unit_id, source, beneficiary_id, relative_id, official_id, official_unit_id,
                    programme_id, relative_name_key, kinship, band, probability, evidence, sentence, own_sphere, status, seen_at, created_at)
                values (?, '500102', ?, 'DECLARED', ?, ?, ?, ?, ?, ?, 'OWN_PARENT', 'CERTAIN', 1, '[]', '身份证号码一致', false, ?, now(), ?)
                """,
                match,
                place.unit(),
                received,
                relative,
                official,
                place.unit(),
                programme,
                beneficiary,
                finding == null ? "OPEN" : finding,
                LONG_AGO);
        return new Verified(verification(place.unit(), match, 1, finding), match, official, received, idNumber);
    }

    private UUID verification(UUID unit, UUID match, int round, @Nullable String finding) {
        var id = UUID.randomUUID();
        boolean closed = finding != null;
        run(
                """
                insert into verification (id, county_code, unit_id, match_id, owner_id, round, cause, status, due_on, due_because,
                    finding, measure, found_by, found_at, signed_by, signed_at, created_at)
                values (?, '500102', ?, ?, ?, ?, 'HIT', ?, ?, '20日内核查', ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                unit,
                match,
                UUID.randomUUID(),
                round,
                closed ? "CLOSED" : "OPEN",
                LocalDate.of(2026, 1, 30),
                finding,
                "NON_COMPLIANT".equals(finding) ? "STOP" : null,
                closed ? UUID.randomUUID() : null,
                closed ? LONG_AGO : null,
                closed ? UUID.randomUUID() : null,
                closed ? LONG_AGO : null,
                LONG_AGO);
        return id;
    }

    /** As if everything noted of the notice had been noted so many days earlier. */
    public void age(UUID notice, int days) {
        run(
                "update notice set published_at = published_at - make_interval(days => ?), edition_at = edition_at - make_interval(days => ?), ends_on = ends_on - ?, counted_on = counted_on - 1 where id = ?",
                days,
                days,
                days,
                notice);
        run("""
                update notice_display set up_at = up_at - make_interval(days => ?), down_at = down_at - make_interval(days => ?)
                where notice_site_id in (select id from notice_site where notice_id = ?)
                """, days, days, notice);
        run(
                "update notice_suspension set from_at = from_at - make_interval(days => ?), to_at = to_at - make_interval(days => ?) where notice_id = ?",
                days,
                days,
                notice);
    }

    /** Signs the reopened verification of a match. */
    public void sign(UUID match, String finding) {
        run("""
                update verification set status = 'CLOSED', finding = ?, measure = ?, found_by = ?, found_at = now(), signed_by = ?, signed_at = now()
                where match_id = ? and status = 'OPEN'
                """, finding, finding.equals("NON_COMPLIANT") ? "STOP" : null, UUID.randomUUID(), UUID.randomUUID(), match);
        run("update match set status = ? where id = ?", finding, match);
    }

    /** A number with its check digit, of nobody: the birth day is in the year 1900. */
    public static IdNumber idNumber(int n) {
        var first = "5001021900%02d%02d%03d".formatted(1 + n / 28 % 12, 1 + n % 28, n % 1000);
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (first.charAt(i) - '0');
        }
        return new IdNumber(first + "10X98765432".charAt(sum % 11));
    }

    private static byte[] token(int n) {
        return java.nio.ByteBuffer.allocate(17)
                .put((byte) 1)
                .putInt(n)
                .putInt(0x70756269)
                .array();
    }

    public void run(String sql, @Nullable Object... values) {
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

    public @Nullable Object ask(String question, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var answer = statement.executeQuery();
            return answer.next() ? answer.getObject(1) : null;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public UUID id(String question, Object... values) {
        return java.util.Objects.requireNonNull((UUID) ask(question, values));
    }
}
