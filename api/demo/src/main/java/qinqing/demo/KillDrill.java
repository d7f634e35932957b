package qinqing.demo;

import static qinqing.demo.Scene.id;

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

/**
 * {@code ./qinqing verify crash}: the server is killed with -9 while many write, and started again on the same data. What
 * was acknowledged must be there once; what was under way must be there once after it was asked for again.
 */
public final class KillDrill {

    private static final int ROUNDS = 3;
    private static final int WRITERS = 8;
    private static final Duration UNTIL_KILLED = Duration.ofSeconds(4);
    private static final String FIRST_PASSWORD = "Erste-Anmeldung-0001";

    /** @param key under which it may be asked for again */
    private record Asked(String name, Map<String, Object> body, UUID key) {}

    private final Map<String, Asked> underWay = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int passed;

    public static void main(String... arguments) throws Exception {
        System.exit(new KillDrill().run());
    }

    private int run() throws Exception {
        var data = Files.createTempDirectory("qinqing-crash-");
        for (var round = 1; round <= ROUNDS; round++) {
            writeAndKill(data, round);
            look(data, round);
        }
        faults.forEach(fault -> System.out.println("FAULT  " + fault));
        System.out.printf("crash: %d passed, %d failed%n", passed, faults.size());
        System.out.println("data left in " + data);
        return faults.isEmpty() ? 0 : 1;
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
        expect(ServerProcess.verifyAudit(data) == 0, "the audit trail after round " + round + " is broken");
    }

    private void check(Api anyone, String when) {
        var found = new HashMap<String, List<String>>();
        for (var site : anyone.items("/sites?limit=200")) {
            found.computeIfAbsent(site.required("name").asText(), _ -> new ArrayList<>())
                    .add(id(site));
        }
        acknowledged.forEach((name, id) -> expect(
                List.of(id).equals(found.get(name)),
                name + " was acknowledged, and is there " + found.get(name) + " " + when));
        underWay.keySet()
                .forEach(name -> expect(
                        found.getOrDefault(name, List.of()).size() <= 1, name + " is there more than once " + when));
    }

    private void expect(boolean holds, String fault) {
        if (holds) {
            passed++;
        } else {
            faults.add(fault);
        }
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
}
