package qinqing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Ids;
import qinqing.launch.EmbeddedDatabase;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/** A superuser who tampers with the trail is found out (guarantees S15). */
class AuditVerificationTest {
    private static final int ENTRIES = 40;
    private static final Actor INSPECTOR =
            new Actor(new UUID(1, 1), new UUID(1, 2), Role.INSPECTOR, new UUID(1, 3), null, Set.of());

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private static KeyedMac mac;

    private Connection connection;
    private AuditVerification verification;

    @BeforeAll
    static void a_trail_of_forty_entries() throws IOException, SQLException {
        database = EmbeddedDatabase.start(folder.resolve("database"), false);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.login(), database.password())
                .load()
                .migrate();
        mac = new KeyedMac(LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), true));
        var audit = new Audit(Clock.systemUTC(), new Ids(Clock.systemUTC()), mac, "500102");
        try (var writer = open()) {
            for (int i = 0; i < ENTRIES; i++) {
                audit.record(writer, INSPECTOR, "recordFinding", "verification", new UUID(2, i), "finding=COMPLIANT");
            }
            new AuditChain(mac).seal(writer);
            new AuditCheckpoints(folder, mac)
                    .note(AuditChain.last(writer), Clock.systemUTC().instant());
            writer.commit();
        }
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void open_a_transaction_that_will_not_be_kept() throws SQLException {
        connection = open();
        verification = new AuditVerification(mac, folder);
    }

    @AfterEach
    void forget_what_was_done() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void an_untouched_trail_is_sound() throws SQLException, IOException {
        assertThat(verification.verify(connection)).isEqualTo(new AuditVerification.Result(ENTRIES, 0, 1, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set at = at + interval '1 microsecond' where id in (select entry_id from audit_link where sequence = 7)",
                "update audit_entry set account_id = gen_random_uuid() where id in (select entry_id from audit_link where sequence = 1)",
                "update audit_entry set unit_id = null where id in (select entry_id from audit_link where sequence = 40)",
                "update audit_entry set action = 'getMatch' where id in (select entry_id from audit_link where sequence = 12)",
                "update audit_entry set detail = 'finding=NON_COMPLIANT' where id in (select entry_id from audit_link where sequence = 3)",
                "update audit_entry set detail = '张三' where id in (select entry_id from audit_link where sequence = 3)",
                "update audit_entry set mac = '\\x00' where id in (select entry_id from audit_link where sequence = 20)",
                "update audit_link set mac = '\\x00' where sequence = 20",
                "delete from audit_link where sequence = 9",
                "delete from audit_link where sequence = 40",
                "delete from audit_link where sequence > 30",
                "delete from audit_link",
                "update audit_link set sequence = 1000 where sequence = 40",
                "insert into audit_entry select gen_random_uuid(), county_code, at, account_id, assignment_id, role, unit_id, action, subject_kind, subject_id, detail, mac from audit_entry limit 1"
            })
    void whatever_a_superuser_changes_is_found(String tampering) throws SQLException, IOException {
        int touched;
        try (var statement = connection.createStatement()) {
            touched = statement.executeUpdate(tampering);
        }
        var result = verification.verify(connection);
        assertThat(result.faults().isEmpty()).as(result.toString()).isEqualTo(touched == 0);
    }

    @Test
    void entries_that_changed_places_are_found() throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("alter table audit_link drop constraint audit_link_entry_id_key");
            statement.execute("""
                    update audit_link l set entry_id = o.entry_id
                    from audit_link o where (l.sequence, o.sequence) in ((5, 6), (6, 5))
                    """);
        }
        assertThat(verification.verify(connection).faults()).isNotEmpty();
    }

    @Test
    void a_trail_cut_with_all_its_traces_contradicts_the_checkpoint() throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("create temp table gone as select entry_id from audit_link where sequence > 30");
            statement.execute("delete from audit_link where sequence > 30");
            statement.execute("delete from audit_entry where id in (select entry_id from gone)");
        }
        assertThat(verification.verify(connection).faults())
                .singleElement()
                .asString()
                .contains("cut");
    }

    @Test
    void an_altered_checkpoint_is_found() throws SQLException, IOException {
        var copy = Files.createDirectories(folder.resolve("copy"));
        var line = Files.readString(folder.resolve("audit-checkpoints.txt"));
        Files.writeString(copy.resolve("audit-checkpoints.txt"), line.replaceFirst("^40", "30"));
        assertThat(new AuditVerification(mac, copy).verify(connection).faults()).isNotEmpty();
    }

    @Test
    void entries_not_chained_yet_are_no_fault() throws SQLException, IOException {
        new Audit(Clock.systemUTC(), new Ids(Clock.systemUTC()), mac, "500102")
                .record(connection, INSPECTOR, "getMatch", "match", null, null);
        assertThat(verification.verify(connection)).isEqualTo(new AuditVerification.Result(ENTRIES, 1, 1, List.of()));
    }

    private static Connection open() throws SQLException {
        var connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }
}
