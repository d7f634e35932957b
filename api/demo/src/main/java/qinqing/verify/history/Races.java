package qinqing.verify.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import qinqing.demo.Rehearsal;
import qinqing.demo.SyntheticAccount;
import qinqing.verify.Rows;
import qinqing.verify.history.Desk.Letter;
import qinqing.verify.history.Desk.Reply;

/** R6: clients read and change the same things at random; what they saw has to fit into one order. */
final class Races {

    private static final int CLIENTS = 6;

    /** After so many a resource's history is judged, and the next begun: the search grows with a history. */
    private static final int EVENTS = 400;

    private static final int SITES = 4;
    private static final int FIRST_DECLARANT = 10;
    private static final int DECLARANTS = 2;
    private static final List<List<String>> STEPS_OF_A_JOB = List.of(
            List.of("QUEUED", "RUNNING"),
            List.of("RUNNING", "SUCCEEDED"),
            List.of("RUNNING", "FAILED"),
            List.of("QUEUED", "CANCELLED"),
            List.of("RUNNING", "CANCELLED"));

    /** One register, and how to read and write it. */
    private record Shared(
            String name,
            String path,
            String token,
            Function<JsonNode, String> value,
            BiFunction<JsonNode, String, Object> body) {}

    private record Seen(String version, String value, JsonNode body) {}

    private final Rehearsal rehearsal;
    private final long seed;
    private final Rows rows;
    private final Desk desk;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger values = new AtomicInteger();
    private int histories;
    private int refused;

    Races(Rehearsal rehearsal, long seed, Rows rows) {
        this.rehearsal = rehearsal;
        this.seed = seed;
        this.rows = rows;
        this.desk = new Desk(rehearsal.server().address());
    }

    void run(Duration time) throws Exception {
        var until = System.nanoTime() + time.toNanos();
        for (var round = 0; round == 0 || System.nanoTime() < until; round++) {
            for (var shared : registers(round)) {
                judge(
                        shared,
                        race(
                                shared,
                                new Random(seed + 31L * round + shared.name().hashCode()),
                                until));
            }
            job(round);
        }
        rows.row(
                "R6",
                "%,d events of %d clients in %,d histories (sites, drafts of declarations, jobs), %,d refused as stale: all linearizable",
                events.get(),
                CLIENTS,
                histories,
                refused);
    }

    private List<Shared> registers(int round) {
        var all = new ArrayList<Shared>();
        var admin = rehearsal.token(rehearsal.accounts().getFirst());
        for (var n = 0; n < SITES; n++) {
            var made = rehearsal
                    .admin()
                    .post(
                            "/sites",
                            Map.of(
                                    "unitId",
                                    rehearsal.countyId(),
                                    "name",
                                    "争用" + round + "-" + n,
                                    "kind",
                                    "PHYSICAL",
                                    "place",
                                    "0"))
                    .body();
            all.add(new Shared(
                    "site",
                    "/sites/" + made.required("id").asText(),
                    admin,
                    body -> body.path("place").asText(),
                    (body, value) -> Map.of(
                            "unitId",
                            body.required("unitId").asText(),
                            "name",
                            body.required("name").asText(),
                            "kind",
                            "PHYSICAL",
                            "place",
                            value)));
        }
        for (var n = 0; n < DECLARANTS; n++) {
            var official = rehearsal.county().officials().get(FIRST_DECLARANT + n);
            all.add(new Shared(
                    "draft",
                    "/declarations/draft",
                    rehearsal.token(rehearsal.seat(official.number(), "OFFICIAL")),
                    body -> body.path("declarant").path("duties").asText(),
                    (body, value) -> Map.of(
                            "declarant",
                            Map.of("duties", value),
                            "relatives",
                            List.of(),
                            "interestMatters",
                            List.of())));
        }
        return all;
    }

    private record History(String first, List<Event> events, Map<String, String> valueOfVersion) {}

    private History race(Shared shared, Random random, long until) throws Exception {
        var first = seen(shared, desk.send(Desk.get(shared.path(), shared.token())));
        var history = new ConcurrentLinkedQueue<Event>();
        var versions = new ConcurrentHashMap<String, String>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < CLIENTS; n++) {
                var own = new Random(random.nextLong());
                clients.submit(() -> client(shared, own, first, history, versions));
            }
        }
        return new History(first.value(), List.copyOf(history), versions);
    }

    private void client(
            Shared shared,
            Random random,
            Seen first,
            ConcurrentLinkedQueue<Event> history,
            Map<String, String> versions) {
        var known = first;
        var older = first;
        for (var n = 0; n < EVENTS / CLIENTS; n++) {
            if (random.nextInt(5) < 2) {
                var reply = desk.send(Desk.get(shared.path(), shared.token()));
                if (reply.isDone()) {
                    older = known;
                    known = seen(shared, reply);
                    history.add(Event.read(reply.begun(), reply.ended(), known.value()));
                    one(shared, versions, known);
                }
                continue;
            }
            // now and then one goes by what it saw long ago
            var from = random.nextInt(10) == 0 ? older : known;
            var value = "v" + values.incrementAndGet();
            var reply = desk.send(new Letter(
                    "PUT",
                    shared.path(),
                    shared.token(),
                    shared.body().apply(from.body(), value),
                    null,
                    from.version()));
            if (reply.isDone()) {
                older = known;
                known = seen(shared, reply);
                rows.expect(
                        known.value().equals(value),
                        shared.name() + ": a change was answered with another one's value");
                history.add(Event.changed(reply.begun(), reply.ended(), from.value(), value));
                one(shared, versions, known);
            } else if (reply.status() == 412) {
                history.add(Event.refused(reply.begun(), reply.ended(), from.value()));
            } else if (reply.status() == 0) {
                history.add(Event.perhaps(reply.begun(), from.value(), value));
            } else if (!reply.isTurnedAway()) {
                rows.fail(shared.name() + ": a change answered " + reply);
            }
        }
    }

    /** A version stands for one value, whoever reads it. */
    private void one(Shared shared, Map<String, String> versions, Seen seen) {
        var before = versions.putIfAbsent(seen.version(), seen.value());
        rows.expect(before == null || before.equals(seen.value()), shared.name() + ": one version, two values");
    }

    private static Seen seen(Shared shared, Reply reply) {
        var body = reply.json();
        return new Seen(String.valueOf(reply.etag()), shared.value().apply(body), body);
    }

    private void judge(Shared shared, History history) {
        histories++;
        events.addAndGet(history.events().size());
        refused += (int) history.events().stream().filter(Event::refused).count();
        rows.expect(
                Register.isLinearizable(history.first(), history.events()),
                "a history of a " + shared.name() + " with " + history.events().size() + " events fits into no order");
    }

    /** Its own worker changes a job at times nobody is told; what the clients read may only go forward. */
    private void job(int round) throws Exception {
        var inspector = inspector();
        var token = rehearsal.token(inspector);
        var asked = System.nanoTime();
        var made = rehearsal.as(inspector).post("/matching-runs", Map.of("scope", "COUNTY"));
        var path = "/matching-runs/" + made.body().required("id").asText();
        var history = new ConcurrentLinkedQueue<Event>();
        STEPS_OF_A_JOB.forEach(step -> history.add(Event.perhaps(asked, step.getFirst(), step.getLast())));
        var progress = new ConcurrentLinkedQueue<long[]>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < CLIENTS - 1; n++) {
                clients.submit(() -> watch(path, token, history, progress));
            }
            if (round % 2 == 1) {
                var read = desk.send(Desk.get(path, token));
                desk.send(new Letter("DELETE", path, token, null, null, read.etag()));
            }
        }
        histories++;
        events.addAndGet(history.size());
        rows.expect(
                Register.isLinearizable("QUEUED", List.copyOf(history)),
                "the states of a job, read " + history.size() + " times, fit into no order");
        rows.expect(goesForward(progress), "the progress of a job went back");
    }

    private void watch(
            String path, String token, ConcurrentLinkedQueue<Event> history, ConcurrentLinkedQueue<long[]> progress) {
        for (var reads = 0; reads < EVENTS / 4; reads++) {
            var reply = desk.sendPatiently(Desk.get(path, token));
            if (!reply.isDone()) {
                rows.fail("reading a job answered " + reply);
                return;
            }
            var state = reply.json().path("state").asText();
            history.add(Event.read(reply.begun(), reply.ended(), state));
            progress.add(new long[] {
                reply.begun(),
                reply.ended(),
                reply.json().path("progress").path("done").asLong()
            });
            if (!state.equals("QUEUED") && !state.equals("RUNNING")) {
                return;
            }
        }
    }

    private static boolean goesForward(Iterable<long[]> reads) {
        for (var one : reads) {
            for (var later : reads) {
                if (one[1] < later[0] && one[2] > later[2]) {
                    return false;
                }
            }
        }
        return true;
    }

    private SyntheticAccount inspector() {
        return rehearsal.accounts().stream()
                .filter(account -> account.role().equals("COUNTY_INSPECTOR"))
                .findFirst()
                .orElseThrow();
    }
}
