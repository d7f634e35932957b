package qinqing.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.audit.AuditVerification;
import qinqing.demo.Api;
import qinqing.demo.Cast;
import qinqing.demo.ServerProcess;
import qinqing.kernel.Ids;
import qinqing.launch.EmbeddedDatabase;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/**
 * {@code ./qinqing verify audit}: checks the trail of {@code ./data} where there is one; then a trail of its own is
 * tampered with by a superuser in every way, and each must show against the checkpoint exported before; then how fast
 * entries are chained and a long trail is checked (S15).
 */
final class AuditTrail {

    private static final Path HERE = Path.of("data");
    private static final String PASSWORD = "Erste-Anmeldung-0001";
    private static final int TRAIL = 400;
    private static final int TAMPERINGS = 100;
    private static final int TAMPERINGS_IN_FULL = 1_000;
    private static final int LONG_TRAIL = 20_000;
    private static final int LONG_TRAIL_IN_FULL = 1_000_000;
    private static final int APPENDED_PER_SECOND = 1_500;
    private static final int CHECKED_PER_SECOND = 100_000;
    private static final int WRITERS = 4;
    private static final int WRITTEN_AT_ONCE = 1_000;

    /** The lock of the one sealer; held, nobody chains. */
    private static final long SEALER = 0x71696e71696e67L;

    private static final Actor INSPECTOR =
            new Actor(new UUID(1, 1), new UUID(1, 2), Role.INSPECTOR, new UUID(1, 3), null, Set.of());

    private final Rows rows;
    private final boolean full;
    private final Random random;
    private final Path data;
    private final Path exported;

    private AuditTrail(VerifyOptions options, Rows rows, Path folder) throws IOException {
        this.rows = rows;
        this.full = options.full();
        this.random = new Random(options.seed());
        this.data = folder.resolve("data");
        this.exported = Files.createDirectories(folder.resolve("exported"));
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        if (Files.exists(HERE.resolve("postgresql/PG_VERSION"))) {
            rows.expect(ServerProcess.verifyAudit(HERE) == 0, "the trail of ./data is not sound");
        } else {
            rows.say("     there is no ./data here, so only a trail made for this run is checked");
        }
        Folders.with("audit", folder -> new AuditTrail(options, rows, folder).run());
    }

    private void run() throws Exception {
        var older = data.resolveSibling("older");
        try (var server = start()) {
            var admin = admin(server);
            work(admin);
            awaitSealed();
        }
        copy(data.resolve("postgresql"), older);
        try (var server = start()) {
            var admin = admin(server);
            write(TRAIL);
            awaitSealed();
            export(admin.get("/audit-checkpoints/current").body());
            tamper(full ? TAMPERINGS_IN_FULL : TAMPERINGS);
            seal(full ? LONG_TRAIL_IN_FULL : LONG_TRAIL);
            check();
        }
        rollBack(older);
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(data, List.of("-Xmx512m", "-Dqinqing.first-admin.password=" + PASSWORD));
    }

    private static Api admin(ServerProcess server) {
        var session = server.api()
                .post("/sessions", Map.of("phone", Cast.ADMIN_PHONE, "password", PASSWORD))
                .body();
        return server.api().as(session.required("accessToken").asText());
    }

    /** Entries of the server's own: logins, refusals, settings. */
    private static void work(Api admin) {
        for (var number = 0; number < 10; number++) {
            admin.get("/audit-entries?limit=1");
        }
    }

    /** Entries as a job writes them, by several connections at once. */
    private void write(int entries) throws Exception {
        var keys = keys();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var tasks = new ArrayList<Callable<Object>>();
            for (var writer = 0; writer < WRITERS; writer++) {
                var mine = entries / WRITERS;
                var own = writer;
                tasks.add(() -> {
                    write(new Audit(Clock.systemUTC(), new Ids(Clock.systemUTC()), keys, "500102"), own, mine);
                    return mine;
                });
            }
            for (var done : writers.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    private void write(Audit audit, int writer, int entries) throws SQLException, IOException {
        try (var connection = Superuser.in(data)) {
            connection.setAutoCommit(false);
            for (var number = 0; number < entries; number++) {
                audit.record(
                        connection,
                        INSPECTOR,
                        "recordFinding",
                        "verification",
                        new UUID(writer, number),
                        "finding=COMPLIANT");
                if (number % WRITTEN_AT_ONCE == WRITTEN_AT_ONCE - 1) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    private KeyedMac keys() {
        return new KeyedMac(LocalKeyFile.open(data.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), false));
    }

    private void awaitSealed() throws Exception {
        try (var connection = Superuser.in(data)) {
            while (count(connection, "select count(*) from audit_unsealed") > 0) {
                Thread.sleep(20);
            }
        }
    }

    /** What an inspection body keeps at another place. */
    private void export(JsonNode checkpoint) throws IOException {
        Files.writeString(
                exported.resolve("audit-checkpoints.txt"),
                "%d %s %s %s%n"
                        .formatted(
                                checkpoint.required("number").asLong(),
                                checkpoint.required("link").asText(),
                                OffsetDateTime.parse(checkpoint.required("at").asText())
                                        .toInstant(),
                                checkpoint.required("mac").asText()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private AuditVerification verification() {
        return new AuditVerification(keys(), exported);
    }

    private void tamper(int times) throws Exception {
        var verification = verification();
        try (var connection = Superuser.in(data)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            var sound = verification.verify(connection);
            rows.expect(sound.faults().isEmpty() && sound.entries() >= TRAIL, "the untouched trail: " + sound);
            connection.rollback();
            for (var number = 0; number < times; number++) {
                var tampering = Tampering.values()[number % Tampering.values().length];
                var touched = tampering.on(connection, sound.entries(), random);
                var found = verification.verify(connection).faults();
                rows.expect(touched > 0, tampering + " changed nothing");
                rows.expect(!found.isEmpty(), tampering + " by a superuser was not noticed");
                connection.rollback();
            }
        }
        rows.row(
                "S15",
                "%,d tamperings of %d kinds against an exported checkpoint: %s",
                times,
                Tampering.values().length,
                rows.failed() == 0 ? "all found" : "see above");
    }

    private void seal(int entries) throws Exception {
        try (var connection = Superuser.in(data)) {
            Superuser.execute(connection, "select pg_advisory_lock(" + SEALER + ")");
            write(entries);
            var waiting = count(connection, "select count(*) from audit_unsealed");
            var begun = System.nanoTime();
            Superuser.execute(connection, "select pg_advisory_unlock(" + SEALER + ")");
            awaitSealed();
            var seconds = (System.nanoTime() - begun) / 1e9;
            rows.expect(
                    waiting / seconds >= APPENDED_PER_SECOND,
                    "the sealer chains only %.0f entries a second".formatted(waiting / seconds));
            rows.row(
                    "S15",
                    "%,d entries chained by the running server in %.1f s: %,.0f a second (at least %,d)",
                    waiting,
                    seconds,
                    waiting / seconds,
                    APPENDED_PER_SECOND);
        }
    }

    private void check() throws Exception {
        try (var connection = Superuser.in(data)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            verification().verify(connection); // the compiler warms up, as it does in a long trail
            var begun = System.nanoTime();
            var result = verification().verify(connection);
            var seconds = (System.nanoTime() - begun) / 1e9;
            rows.expect(result.faults().isEmpty(), "the long trail: " + result.faults());
            if (full) {
                rows.expect(
                        result.entries() / seconds >= CHECKED_PER_SECOND,
                        "%d entries took %.1f s".formatted(result.entries(), seconds));
            }
            rows.row(
                    "S15",
                    "%,d entries checked in %.2f s: %.1f s for 1 000 000 (at most 10, held in full)",
                    result.entries(),
                    seconds,
                    seconds * 1e6 / result.entries());
        }
    }

    /** The whole database as it was earlier: every MAC in it is right, only the exported checkpoint knows better. */
    private void rollBack(Path older) throws Exception {
        Folders.delete(data.resolve("postgresql"));
        Files.move(older, data.resolve("postgresql"));
        try (var _ = EmbeddedDatabase.start(data, true)) {
            try (var connection = Superuser.in(data)) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                var result = verification().verify(connection);
                rows.expect(!result.faults().isEmpty(), "a database put back to an older state was not noticed");
                rows.row("S15", "the database put back to an older state: %s", String.join("; ", result.faults()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var path : (Iterable<Path>) all::iterator) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static long count(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }
}
