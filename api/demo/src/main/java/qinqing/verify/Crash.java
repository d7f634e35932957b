package qinqing.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Random;
import qinqing.demo.ServerProcess;

/**
 * {@code ./qinqing verify crash}: the server, its PostgreSQL and its workers are killed and frozen while many write. What was
 * acknowledged must be there once; what was under way must be there once after it was asked for again (R1–R4).
 */
final class Crash {
    /** A named subset of the short form's 10 and 5, so that all short forms together end in ten minutes. */
    private static final int SERVER_KILLS = 3;

    private static final int SERVER_KILLS_IN_FULL = 200;
    private static final int DATABASE_KILLS = 3;
    private static final int DATABASE_KILLS_IN_FULL = 100;
    private static final int OFFICIALS = 3;
    private static final int WRITES_AT_LEAST = 40;
    private static final Duration WRITING_AT_MOST = Duration.ofSeconds(10);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final Duration DATABASE_UP_WITHIN = Duration.ofSeconds(90);

    private final Rows rows;
    private final Random chance;
    private final Path data;

    private Crash(Rows rows, Random chance, Path data) {
        this.rows = rows;
        this.chance = chance;
        this.data = data;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var data = Files.createTempDirectory("qinqing-crash-");
        var kills = options.killsOr(SERVER_KILLS, SERVER_KILLS_IN_FULL);
        var databaseKills = options.kills() == null
                ? options.killsOr(DATABASE_KILLS, DATABASE_KILLS_IN_FULL)
                : Math.max(1, kills / 2);
        try {
            new Crash(rows, new Random(options.seed()), data).killServerAndDatabase(kills, databaseKills);
        } finally {
            Town.delete(data);
        }
        KilledWorkers.run(options, rows);
        TornTransactions.run(options, rows);
    }

    private void killServerAndDatabase(int kills, int databaseKills) throws Exception {
        var database = new Database(data);
        var server = ServerProcess.start(data, Town.options());
        try {
            var town = Town.found(server, OFFICIALS);
            var clients = new Clients(rows, new Wire(server.address()), town);
            for (var round = 1; round <= kills; round++) {
                clients.start();
                letThemWrite(clients);
                server.kill();
                clients.stop();
                clients.check(database, "after kill %d of the server".formatted(round));
                server = ServerProcess.start(data, Town.options());
                town = town.at(server);
                clients.moveTo(new Wire(server.address()), town);
                clients.settle();
                clients.check(database, "after kill %d of the server and asking again".formatted(round));
            }
            rows.row(
                    "R1",
                    "%d kills -9 of the server%s: %d declarations, lists and boards acknowledged, each there once",
                    kills,
                    kills < 10 ? " (subset for CI; --kills 10 is the short form)" : "",
                    clients.acknowledged());
            killDatabase(database, clients, databaseKills);
        } finally {
            server.close();
        }
        rows.expect(ServerProcess.verifyAudit(data) == 0, "the audit trail is broken after the kills");
    }

    private void killDatabase(Database database, Clients clients, int kills) throws Exception {
        var before = clients.acknowledged();
        var slowest = Duration.ZERO;
        var outages = new ArrayList<Duration>();
        clients.start();
        for (var round = 1; round <= kills; round++) {
            letThemWrite(clients);
            database.kill();
            var killed = Instant.now();
            var up = database.awaitUp(DATABASE_UP_WITHIN);
            outages.add(Duration.between(killed, up));
            clients.mark();
            var back = awaitGood(clients, up.plus(BACK_WITHIN).plusSeconds(5));
            var took = Duration.between(up, back);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            Machine.expect(
                    rows,
                    took.compareTo(BACK_WITHIN) <= 0,
                    "service came back %d ms after the database did, in round %d".formatted(took.toMillis(), round));
        }
        clients.stop();
        clients.settle();
        clients.check(database, "after the kills of the database");
        rows.row(
                "R2",
                "%d kills of all PostgreSQL processes%s: %d more acknowledged, each there once; refusals %s, none of them 500; "
                        + "database up again after %.1f s at most, service %.1f s after it",
                kills,
                kills < 5 ? " (subset for CI)" : "",
                clients.acknowledged() - before,
                clients.refusals(),
                outages.stream().mapToLong(Duration::toMillis).max().orElse(0) / 1000.0,
                slowest.toMillis() / 1000.0);
        rows.expect(clients.acknowledged() > before, "nothing was written between the kills of the database");
    }

    /** Long enough that many writes are under way, on a slow machine too. */
    private void letThemWrite(Clients clients) throws InterruptedException {
        var before = clients.acknowledged();
        var atLast = Instant.now().plus(WRITING_AT_MOST);
        while (clients.acknowledged() < before + WRITES_AT_LEAST
                && Instant.now().isBefore(atLast)) {
            Thread.sleep(20);
        }
        Thread.sleep(chance.nextInt(1000));
    }

    private static Instant awaitGood(Clients clients, Instant atLast) throws InterruptedException {
        while (clients.firstGood() == null && Instant.now().isBefore(atLast)) {
            Thread.sleep(20);
        }
        return Objects.requireNonNullElse(clients.firstGood(), Instant.now());
    }
}
