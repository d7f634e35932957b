package qinqing.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import qinqing.demo.ServerProcess;

/**
 * {@code ./qinqing verify overload}: three times as many writes as the server can do (R10), a system that asks who is listed
 * (S12), hundreds of slow and crooked connections (S21).
 */
final class Overload {
    /** As many as the lane of writes lets in, so that the server is as busy as it ever is when nobody is refused. */
    private static final int CALLERS = 24;

    private static final int WRITES_UNTIL_WARM = 3000;
    private static final int WARM_AFTER = 15;
    private static final Duration NORMAL = Duration.ofSeconds(5);
    private static final Duration FLOOD = Duration.ofSeconds(10);
    private static final Duration FLOOD_IN_FULL = Duration.ofMinutes(10);
    private static final int TIMES = 3;
    private static final double P99_AT_MOST = 2;
    private static final double REFUSED_WITHIN_MILLIS = 50;

    private final Rows rows;
    private final ServerProcess server;
    private final Wire wire;
    private final Town town;
    private final AtomicInteger number = new AtomicInteger();

    private Overload(Rows rows, ServerProcess server, Town town) {
        this.rows = rows;
        this.server = server;
        this.wire = new Wire(server.address());
        this.town = town;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var data = Files.createTempDirectory("qinqing-overload-");
        try (var server = ServerProcess.start(data, Town.options())) {
            var town = Town.found(server, 0);
            new Overload(rows, server, town).flood(options.full() ? FLOOD_IN_FULL : FLOOD);
            new Probing(rows, server, town, new Database(data)).run();
            new SlowClients(rows, server, town).run();
        } finally {
            Town.delete(data);
        }
    }

    private void flood(Duration time) throws Exception {
        for (var warm = 0; warm < WARM_AFTER && number.get() < WRITES_UNTIL_WARM; warm++) {
            closedLoop(Duration.ofSeconds(1));
        }
        var normal = closedLoop(NORMAL);
        var capacity = normal.size() * 1000.0 / NORMAL.toMillis();
        var usual = percentile(normal, 0.99);
        var admitted = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Long>();
        var statuses = new ConcurrentHashMap<Integer, Integer>();
        var health = new ConcurrentLinkedQueue<Boolean>();
        var hiccups = new ConcurrentLinkedQueue<Long>();
        var end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> watchHealth(end, health));
            Thread.ofPlatform().daemon().start(() -> watchMachine(end, hiccups));
            atFixedMoments(capacity * TIMES, end, admitted, refused, statuses);
        }
        var good = admitted.stream().sorted().toList();
        var bad = refused.stream().sorted().toList();
        var late = percentile(hiccups.stream().sorted().toList(), 0.99);
        rows.expect(!bad.isEmpty(), "nothing was refused at %d times the capacity".formatted(TIMES));
        Machine.expect(
                rows,
                percentile(good, 0.99) <= usual * P99_AT_MOST,
                "p99 of the admitted is %.0f ms, normally %.0f ms".formatted(percentile(good, 0.99), usual));
        Machine.expect(
                rows,
                bad.isEmpty() || percentile(bad, 0.99) < REFUSED_WITHIN_MILLIS + late,
                "p99 of the refusals is %.0f ms, on a machine that is itself %.0f ms late"
                        .formatted(bad.isEmpty() ? 0 : percentile(bad, 0.99), late));
        rows.expect(
                statuses.keySet().stream().allMatch(status -> status < 300 || status == 429 || status == 503),
                "answers under overload: " + statuses);
        Machine.expect(rows, !health.isEmpty() && !health.contains(false), "health was not green throughout");
        rows.pass(good.size() + bad.size());
        rows.row(
                "R10",
                "capacity %.0f writes/s at %d callers, p99 %.0f ms; at %d times that for %d s (open model): %d admitted, p99 %.0f ms; "
                        + "%d refused, p99 %.0f ms, longest %.0f ms; answers %s (the machine itself was %.0f ms late); "
                        + "%d looks at health, %d green",
                capacity,
                CALLERS,
                usual,
                TIMES,
                time.toSeconds(),
                good.size(),
                percentile(good, 0.99),
                bad.size(),
                percentile(bad, 0.99),
                percentile(bad, 1),
                new TreeMap<>(statuses),
                late,
                health.size(),
                health.stream().filter(green -> green).count());
    }

    /** Each caller asks again when answered; the times in nanoseconds, sorted. */
    private List<Long> closedLoop(Duration time) throws Exception {
        var times = new ConcurrentLinkedQueue<Long>();
        var end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var caller = 0; caller < CALLERS; caller++) {
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        var answer = wire.send(board());
                        if (answer.isGood()) {
                            times.add(answer.took().toNanos());
                        }
                    }
                    return times;
                });
            }
        }
        return times.stream().sorted().toList();
    }

    /** Timed from the moment they were due, whether the one before was answered or not. */
    private void atFixedMoments(
            double perSecond,
            long end,
            ConcurrentLinkedQueue<Long> admitted,
            ConcurrentLinkedQueue<Long> refused,
            Map<Integer, Integer> statuses) {
        var open = new ArrayList<CompletableFuture<?>>();
        var pause = (long) (1e9 / perSecond);
        for (var due = System.nanoTime(); due < end; due += pause) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            open.add(wire.later(board(), System.nanoTime()).handle((answer, broken) -> {
                statuses.merge(broken == null ? answer.status() : 599, 1, Integer::sum);
                if (broken == null) {
                    (answer.isGood() ? admitted : refused).add(answer.took().toNanos());
                }
                return answer;
            }));
        }
        open.forEach(CompletableFuture::join);
    }

    private Wire.Call board() {
        var board = Map.of(
                "unitId", town.county(), "name", "公示栏" + number.incrementAndGet(), "kind", "PHYSICAL", "place", "办公楼外");
        return Wire.Call.post("/sites", town.token(Town.ADMIN_PHONE), board);
    }

    private void watchHealth(long end, ConcurrentLinkedQueue<Boolean> health) {
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end) {
                health.add(isGreen(client, "/health/live") && isGreen(client, "/health/ready"));
                Thread.sleep(250);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How late a thread wakes up that does nothing but sleep: what a busy machine adds to every figure. */
    private static void watchMachine(long end, ConcurrentLinkedQueue<Long> hiccups) {
        while (System.nanoTime() < end) {
            var begun = System.nanoTime();
            LockSupport.parkNanos(1_000_000);
            hiccups.add(System.nanoTime() - begun - 1_000_000);
        }
    }

    private boolean isGreen(HttpClient client, String path) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(server.management() + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        }
    }

    /** In milliseconds. */
    static double percentile(List<Long> sorted, double share) {
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get(Math.min(sorted.size() - 1, (int) Math.floor(sorted.size() * share))) / 1e6;
    }
}
