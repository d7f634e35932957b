package qinqing.matching;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Ids;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/**
 * Officials, relatives, programmes and lists put in by SQL, sealed and indexed as the features do it. People are invented: their ID
 * numbers are made here, with the check digit.
 */
@Singleton
public class CountyFixture {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final DataSource database;
    private final Vault vault;
    private final BlindIndex index;
    private final Ids ids;
    private final Clock clock;

    CountyFixture(DataSource database, Vault vault, BlindIndex index, Ids ids, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param idNumber null for a relative without one */
    public record Person(
            String name,
            @Nullable IdNumber idNumber,
            @Nullable String phone,
            @Nullable String village) {
        public Person named(String other) {
            return new Person(other, idNumber, phone, village);
        }

        public Person withoutId() {
            return new Person(name, null, phone, village);
        }

        public Person at(String phone, String village) {
            return new Person(name, idNumber, phone, village);
        }
    }

    /** Somebody new with an ID number nobody else has. */
    public static Person someone(String name) {
        int n = NEXT.incrementAndGet();
        var birth = LocalDate.of(1950, 1, 1).plusDays(n / 900);
        return new Person(
                name,
                IdNumber.complete("500102" + birth.toString().replace("-", "") + "%03d".formatted(1 + n % 900)),
                null,
                null);
    }

    public UUID official(UUID unit, Person person, String rank, @Nullable UUID leader) {
        var id = ids.timeOrdered();
        run("""
                insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                                      person_token, leader_id, created_at)
                values (?, '500102', ?, ?, ?, 'MALE', 'PARTY_MEMBER', ?, '干部', ?, ?, ?, ?)
                """, id, unit, person.name(), key(person), rank, seal(person, id), token(person), leader, now());
        return id;
    }

    /** A declaration in force without relatives. */
    public UUID declaration(UUID official) {
        var id = ids.timeOrdered();
        run("update declaration set in_force = false where official_id = ?", official);
        run("update relative set in_force = false where official_id = ?", official);
        run("""
                insert into declaration (id, county_code, official_id, unit_id, number, status, content_sealed, submitted_at, pledged_at,
                                         signer_id, signing_rule, endorsed_by, endorsed_at, entered_by, entered_at, in_force, created_at)
                select ?, '500102', o.id, o.unit_id, (select count(*) + 1 from declaration where official_id = o.id), 'ENTERED', '\\x00',
                       ?, ?, s.id, 'LEADER_IN_CHARGE_SIGNS', s.id, ?, ?, ?, true, ?
                  from official o, official s where o.id = ? and s.id = ?
                """, id, now(), now(), now(), UUID.randomUUID(), now(), now(), official, signer(official));
        return id;
    }

    private UUID signer(UUID official) {
        var unit = (UUID) ask("select unit_id from official where id = ?", official);
        return official(unit, someone("签署人"), "PARTY_HEAD", null);
    }

    public UUID relative(UUID declaration, Person person, Kinship kinship) {
        var id = ids.timeOrdered();
        run(
                """
                insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, name, name_key, sex,
                                      id_number_sealed, person_token, id_absent_reason, phone_token, village_code, in_force)
                select ?, '500102', d.unit_id, d.id, d.official_id, (select count(*) from relative where declaration_id = d.id), ?, ?, ?,
                       'MALE', ?, ?, ?, ?, ?, true
                  from declaration d where d.id = ?
                """,
                id,
                kinship.name(),
                person.name(),
                key(person),
                seal(person, id),
                token(person),
                person.idNumber() == null ? "UNKNOWN_TO_DECLARANT" : null,
                phone(person),
                person.village(),
                declaration);
        return id;
    }

    public UUID programme(UUID unit, boolean universal) {
        return programme(unit, universal, LocalDate.of(2026, 1, 1), null);
    }

    public UUID programme(UUID unit, boolean universal, LocalDate from, @Nullable LocalDate to) {
        var id = ids.timeOrdered();
        run("""
                insert into programme (id, county_code, unit_id, name, kind, universal, starts_on, ends_on, created_at)
                values (?, '500102', ?, ?, 'FUND', ?, ?, ?, ?)
                """, id, unit, "农村危房改造补助" + NEXT.incrementAndGet(), universal, from, to, now());
        return id;
    }

    /** An endorsed list. */
    public UUID batch(UUID programme) {
        var id = ids.timeOrdered();
        run("""
                insert into beneficiary_batch (id, county_code, unit_id, programme_id, file_name, file_format, content_digest, status,
                                               endorsed_by, endorsed_at, created_by, created_at)
                select ?, '500102', p.unit_id, p.id, '名单.csv', 'CSV', ?, 'ENDORSED', ?, ?, ?, ? from programme p where p.id = ?
                """, id, sha(id.toString()), UUID.randomUUID(), now(), UUID.randomUUID(), now(), programme);
        return id;
    }

    public UUID row(UUID batch, Person person) {
        return row(batch, person, "NATURAL_PERSON", true);
    }

    public UUID row(UUID batch, Person person, String role, boolean endorsed) {
        var id = ids.timeOrdered();
        run(
                """
                insert into beneficiary (id, county_code, unit_id, programme_id, batch_id, row_number, role, name, name_key, id_state,
                                         id_number_sealed, person_token, phone_token, village_code, amount, endorsed)
                select ?, '500102', b.unit_id, b.programme_id, b.id, (select count(*) + 1 from beneficiary where batch_id = b.id), ?, ?, ?,
                       ?, ?, ?, ?, ?, 21000, ?
                  from beneficiary_batch b where b.id = ?
                """,
                id,
                role,
                person.name(),
                key(person),
                person.idNumber() == null ? "ABSENT" : "VALID",
                seal(person, id),
                token(person),
                phone(person),
                person.village(),
                endorsed,
                batch);
        run("update beneficiary_batch set rows_good = rows_good + 1, rows_total = rows_total + 1 where id = ?", batch);
        return id;
    }

    /** Waits for the job to end and gives its state. */
    public String awaitEnd(UUID run) {
        var until = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(until)) {
            var state = (String) ask("select state from job where id = ?", run);
            if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
                return state;
            }
            pause();
        }
        throw new AssertionError("run " + run + " does not end");
    }

    /** A run that the house asks for by itself, as the schedule would. */
    public UUID runOver(RunScope scope, @Nullable UUID subject) {
        var id = ids.timeOrdered();
        run("""
                with run as (
                    insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at)
                    select ?, '500102', coalesce(
                               (select unit_id from beneficiary_batch where id = s.id), (select unit_id from official where id = s.id),
                               (select id from unit where id = s.id), (select id from unit where kind = 'COUNTY')),
                           ?, s.id, 'SCHEDULE', ?
                      from (select ?::uuid as id) s returning id),
                wanted as (
                    insert into job (id, kind, state, queued_at) select id, 'matching.run', 'QUEUED', ? from run returning id, kind)
                insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                select kind, id::text, now(), false, 1 from wanted
                """, id, scope.name(), now(), subject, now());
        return id;
    }

    public Object ask(String question, @Nullable Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var answer = statement.executeQuery();
            if (!answer.next()) {
                throw new AssertionError("no row: " + question);
            }
            return answer.getObject(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    public void run(String sql, @Nullable Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == null) {
                    statement.setNull(i + 1, java.sql.Types.OTHER);
                } else {
                    statement.setObject(i + 1, values[i]);
                }
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }

    private static String key(Person person) {
        return PersonName.of(person.name()).key();
    }

    private byte @Nullable [] token(Person person) {
        return person.idNumber() == null
                ? null
                : index.token(IndexPurpose.PERSON, person.idNumber().value());
    }

    private byte @Nullable [] phone(Person person) {
        return person.phone() == null ? null : index.token(IndexPurpose.PHONE, person.phone());
    }

    private byte @Nullable [] seal(Person person, UUID row) {
        return person.idNumber() == null
                ? null
                : vault.seal(FieldKind.ID_NUMBER, person.idNumber().value(), row);
    }

    private static byte[] sha(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
