package qinqing.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import qinqing.demo.Api;
import qinqing.demo.ApiProblem;
import qinqing.demo.Cast;
import qinqing.demo.ServerProcess;

/**
 * {@code ./qinqing verify crash}: the server is killed with -9 while many write, and started again on the same data. What
 * was acknowledged must be there once; what was under way must be there once after it was asked for again.
 */
final class Crash {

    private static final int KILLS = 3;
    private static final int KILLS_IN_FULL = 200;
    private static final int WRITERS = 8;
    private static final Duration UNTIL_KILLED = Duration.ofSeconds(4);
    private static final String FIRST_PASSWORD = "Erste-Anmeldung-0001";

    /** @param key under which it may be asked for again */
    private record Asked(String name, Map<String, Object> body, UUID key) {}

    private final Map<String, Asked> underWay = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Rows rows;

    private Crash(Rows rows) {
        this.rows = rows;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var crash = new Crash(rows);
        var data = Files.createTempDirectory("qinqing-crash-");
        var kills = options.killsOr(KILLS, KILLS_IN_FULL);
        for (var round = 1; round <= kills; round++) {
            crash.writeAndKill(data, round);
            crash.look(data, round);
        }
        rows.row(
                "R1",
                "%d kills of the server, %d acknowledged writes, all there once",
                kills,
                crash.acknowledged.size());
    }

    private void writeAndKill(Path data, int round) throws Exception {
        var server = start(data);
        var session = admin(server);
        var county = county(session);
        var admin = server.api().as(session.required("accessToken").asText());
        var stop = Instant.now().plus(UNTIL_KILLED);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < WRITERS; writer++) {
                var own = round + "-" + writer;
                writers.submit(() -> write(admin, county, own));
            }
            Thread.sleep(Duration.between(Instant.now(), stop));
            server.kill();
        }
        System.out.printf(
                "round %d: killed with -9 after %d acknowledged writes, %d under way%n",
                round, acknowledged.size(), underWay.size());
    }

    /** Until the server is gone. */
    private void write(Api admin, String county, String own) {
        for (var number = 0; ; number++) {
            var name = "公示栏" + own + "-" + number;
            var body = Map.<String, Object>of("unitId", county, "name", name, "kind", "PHYSICAL", "place", "办公楼外");
            var asked = new Asked(name, body, UUID.randomUUID());
            underWay.put(name, asked);
            try {
                acknowledge(asked, admin.post("/sites", body, asked.key()).body());
            } catch (UncheckedIOException gone) {
                return;
            } catch (ApiProblem refused) {
                if (refused.status() < 500) {
                    throw refused;
                }
            }
        }
    }

    private void acknowledge(Asked asked, JsonNode answer) {
        acknowledged.put(asked.name(), id(answer));
        underWay.remove(asked.name());
    }

    private void look(Path data, int round) throws Exception {
        try (var server = start(data)) {
            System.out.printf(
                    "round %d: started again in %.1f s%n",
                    round, server.startedIn().toMillis() / 1000.0);
            var admin = server.api().as(admin(server).required("accessToken").asText());
            check(server.api(), "as the crash left it");
            for (var asked : List.copyOf(underWay.values())) {
                acknowledge(
                        asked, admin.post("/sites", asked.body(), asked.key()).body());
            }
            check(server.api(), "after asking again");
        }
        rows.expect(ServerProcess.verifyAudit(data) == 0, "the audit trail after round " + round + " is broken");
    }

    private void check(Api anyone, String when) {
        var found = new HashMap<String, List<String>>();
        for (var site : anyone.items("/sites?limit=200")) {
            found.computeIfAbsent(site.required("name").asText(), _ -> new ArrayList<>())
                    .add(id(site));
        }
        acknowledged.forEach((name, id) -> rows.expect(
                List.of(id).equals(found.get(name)),
                name + " was acknowledged, and is there " + found.get(name) + " " + when));
        underWay.keySet()
                .forEach(name -> rows.expect(
                        found.getOrDefault(name, List.of()).size() <= 1, name + " is there more than once " + when));
    }

    private static ServerProcess start(Path data) throws Exception {
        var options = new ArrayList<>(List.of("-Xmx512m", "-Dqinqing.first-admin.password=" + FIRST_PASSWORD));
        for (var bucket : List.of("login", "others")) {
            options.add("-Dqinqing.rate-limit." + bucket + ".calls=1000000");
        }
        return ServerProcess.start(data, options);
    }

    private static JsonNode admin(ServerProcess server) {
        return server.api()
                .post("/sessions", Map.of("phone", Cast.ADMIN_PHONE, "password", FIRST_PASSWORD))
                .body();
    }

    private static String county(JsonNode session) {
        return session.required("assignment").required("unitId").asText();
    }

    private static String id(JsonNode thing) {
        return thing.required("id").asText();
    }
}
