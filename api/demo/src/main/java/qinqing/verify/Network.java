package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import qinqing.demo.ServerProcess;
import qinqing.launch.EmbeddedDatabase;
import qinqing.verify.FaultyLink.Fault;

/** {@code ./qinqing verify network}: the line to the database is delayed, cut and frozen under load (R7); its disk is full (R8). */
final class Network {
    private static final List<Fault> FAULTS =
            List.of(Fault.DELAY, Fault.DROP, Fault.RESET, Fault.HALF_OPEN, Fault.DROP_ANSWERS, Fault.DELAY);
    private static final int ROUNDS_IN_FULL = 10;

    private static final int READERS = 6;
    private static final int WRITERS = 3;
    private static final Duration READ_WITHIN = Duration.ofSeconds(2);
    private static final Duration WRITE_WITHIN = Duration.ofSeconds(5);
    /** What the load generator and the machine may add to what the server promises. */
    private static final Duration SLACK = Duration.ofMillis(500);

    private static final Duration BASELINE = Duration.ofSeconds(4);
    private static final Duration FAULT_FOR = Duration.ofSeconds(4);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(10);
    private static final double BACK_TO = 0.95;

    /** Connections of the server to its database: transactions, statements, jobs, and one that migrates. */
    private static final int CONNECTIONS_AT_MOST = 16 + 8 + 8 + 1;

    private static final Pattern IN_USE =
            Pattern.compile("(?m)^(?:\\w+_pool_in_use|sql_pool_active|agroal_active_count)\\{[^}]*} ([\\d.E]+)$");

    private final Rows rows;
    private final Wire wire;
    private final Town town;
    private final Database database;
    private final ServerProcess server;
    private final FaultyLink link;
    private final AtomicInteger good = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> reads = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> writes = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private volatile boolean stop;

    private Network(Rows rows, ServerProcess server, Town town, Database database, FaultyLink link) {
        this.rows = rows;
        this.server = server;
        this.wire = new Wire(server.address());
        this.town = town;
        this.database = database;
        this.link = link;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var folder = Files.createTempDirectory("qinqing-network-");
        try (var postgres = EmbeddedDatabase.start(folder, true);
                var link = new FaultyLink(postgres.port())) {
            var settings = Town.options();
            settings.addAll(Town.databaseAt(link.port(), postgres.password()));
            try (var server = ServerProcess.start(folder.resolve("server"), settings)) {
                var town = Town.found(server, 0);
                new Network(rows, server, town, new Database(folder), link)
                        .tryFaults(options.full() ? ROUNDS_IN_FULL : 1);
            }
        } finally {
            Town.delete(folder);
        }
        FullDisk.run(options, rows);
    }

    private void tryFaults(int rounds) throws Exception {
        var faults = new ArrayList<Fault>();
        for (var round = 0; round < rounds; round++) {
            faults.addAll(FAULTS);
        }
        var slowest = Duration.ZERO;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var reader = 0; reader < READERS; reader++) {
                var own = reader;
                threads.submit(() -> read(own));
            }
            for (var writer = 0; writer < WRITERS; writer++) {
                var own = writer;
                threads.submit(() -> write(own));
            }
            try {
                perSecond(BASELINE); // warm
                for (var fault : faults) {
                    var back = tryFault(fault);
                    slowest = back.compareTo(slowest) > 0 ? back : slowest;
                }
            } finally {
                stop = true;
            }
        }
        lookForLeaks();
        rows.row(
                "R7",
                "%d faults of the line under load: slowest read %d ms, slowest write %d ms, answers %s; back to %.0f %% of the "
                        + "throughput after %.1f s at most; no connection leaked",
                faults.size(),
                Collections.max(reads),
                Collections.max(writes),
                new TreeMap<>(statuses),
                BACK_TO * 100,
                slowest.toMillis() / 1000.0);
    }

    /** @return how long after the fault the server did as much as before */
    private Duration tryFault(Fault fault) throws Exception {
        var before = median(perSecond(BASELINE));
        link.set(fault);
        Thread.sleep(FAULT_FOR);
        link.set(Fault.NONE);
        var begun = System.nanoTime();
        var back = Duration.ofDays(1);
        var seconds = new ArrayList<Integer>();
        while (since(begun).compareTo(BACK_WITHIN.multipliedBy(2)) < 0) {
            seconds.add(inOneSecond());
            if (seconds.getLast() >= before * BACK_TO) {
                back = since(begun).minusSeconds(1);
                break;
            }
        }
        Machine.expect(
                rows,
                back.compareTo(BACK_WITHIN) <= 0,
                "after %s the throughput was %s a second, before it %d".formatted(fault, seconds, before));
        return back;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private List<Integer> perSecond(Duration time) throws InterruptedException {
        var seconds = new ArrayList<Integer>();
        for (var second = 0; second < time.toSeconds(); second++) {
            seconds.add(inOneSecond());
        }
        return seconds;
    }

    private int inOneSecond() throws InterruptedException {
        var before = good.get();
        Thread.sleep(1000);
        return good.get() - before;
    }

    private static int median(List<Integer> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void read(int own) {
        var paths = List.of("/sites?limit=5", "/programmes?limit=5", "/me");
        for (var number = own; !stop; number++) {
            ask(Wire.Call.get(paths.get(number % paths.size()), town.token(Town.ADMIN_PHONE)), READ_WITHIN, reads);
        }
    }

    private void write(int own) {
        for (var number = 0; !stop; number++) {
            var board = Map.of(
                    "unitId",
                    town.county(),
                    "name",
                    "公示栏%d-%d".formatted(own, number),
                    "kind",
                    "PHYSICAL",
                    "place",
                    "办公楼外");
            ask(Wire.Call.post("/sites", town.token(Town.ADMIN_PHONE), board), WRITE_WITHIN, writes);
        }
    }

    private void ask(Wire.Call call, Duration within, ConcurrentLinkedQueue<Long> times) {
        try {
            var answer = wire.send(call);
            times.add(answer.took().toMillis());
            statuses.merge(answer.status(), 1, Integer::sum);
            Machine.expect(
                    rows,
                    answer.took().compareTo(within.plus(SLACK)) <= 0,
                    "%s %s took %d ms"
                            .formatted(call.method(), call.path(), answer.took().toMillis()));
            rows.expect(
                    answer.isGood()
                            || answer.status() == 503
                                    && answer.headers()
                                            .firstValue("Retry-After")
                                            .isPresent()
                            || answer.status() == 403 && call.path().startsWith("/programmes"),
                    "%s %s was answered %d".formatted(call.method(), call.path(), answer.status()));
            if (answer.status() < 500) {
                good.incrementAndGet();
            } else {
                Thread.sleep(50);
            }
        } catch (IOException broken) {
            rows.fail("no answer to " + call.method() + " " + call.path() + ": " + broken.getClass());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookForLeaks() throws SQLException, IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(2);
        var connections = database.count("select count(*) from pg_stat_activity where usename = 'qinqing'");
        rows.expect(
                connections <= CONNECTIONS_AT_MOST,
                "%d connections, the pools hold %d".formatted(connections, CONNECTIONS_AT_MOST));
        var open = database.count("""
                select count(*) from pg_stat_activity
                 where usename = 'qinqing' and state like 'idle in transaction%' and state_change < now() - interval '1 second'
                """);
        rows.expect(open == 0, open + " transactions were left open");
        var inUse = IN_USE.matcher(server.metrics())
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .max();
        rows.expect(inUse.orElse(0) <= 2, "connections in use though nobody asks: " + inUse);
    }
}
