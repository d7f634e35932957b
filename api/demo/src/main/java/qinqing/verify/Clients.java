package qinqing.verify;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many clients that write at once and note down what they ask and what they are answered. Who gets no answer, or one that says
 * "later", asks for the same thing with the same key until it knows.
 */
final class Clients {
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);

    /**
     * Something that was asked for.
     *
     * @param name by which it is found in the database
     * @param phone of who asks: tokens are short-lived
     */
    record Asked(String kind, String name, String phone, Wire.Call call) {}

    private final Rows rows;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> lastGood = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<@Nullable Instant> firstGood = new AtomicReference<>();
    private final List<Client> clients = new ArrayList<>();
    private final ConcurrentHashMap<String, Integer> submitted = new ConcurrentHashMap<>();
    private volatile Wire wire;
    private volatile Town town;
    private volatile boolean stop;
    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Future<?>> running = new ArrayList<>();

    Clients(Rows rows, Wire wire, Town town) {
        this.rows = rows;
        this.wire = wire;
        this.town = town;
        for (var official : town.officials()) {
            clients.add(new Declarant(official));
        }
        for (var number = 1; number <= 3; number++) {
            clients.add(new Uploader(number));
            clients.add(new Gardener(number));
        }
    }

    /** The server is somewhere else now, everybody has logged in there. */
    void moveTo(Wire wire, Town town) {
        this.wire = wire;
        this.town = town;
    }

    void start() {
        stop = false;
        running = new ArrayList<>();
        threads = Executors.newVirtualThreadPerTaskExecutor();
        for (var client : clients) {
            running.add(threads.submit(client::write));
        }
        for (var reader = 0; reader < 3; reader++) {
            running.add(threads.submit(this::read));
        }
    }

    /** What is under way stays so. */
    void stop() throws Exception {
        stop = true;
        threads.shutdown();
        threads.awaitTermination(60, TimeUnit.SECONDS);
        for (var one : running) {
            one.get();
        }
    }

    /** Everybody asks until everything is known. */
    void settle() throws InterruptedException {
        var deadline = Instant.now().plus(KNOWN_WITHIN);
        for (var client : clients) {
            while (client.current != null && Instant.now().isBefore(deadline)) {
                client.ask();
            }
            rows.expect(client.current == null, client + " was never answered");
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    long underWay() {
        return clients.stream().filter(client -> client.current != null).count();
    }

    /** How often each status was answered, the good ones aside. */
    Map<Integer, Integer> refusals() {
        var refusals = new TreeMap<>(statuses);
        refusals.keySet().removeIf(status -> status < 400);
        return refusals;
    }

    int answers() {
        return statuses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Forgets when a write was answered well for the first time. */
    void mark() {
        firstGood.set(null);
    }

    /** The first well answered write after {@link #mark}. */
    @Nullable
    Instant firstGood() {
        return firstGood.get();
    }

    /** Whatever was acknowledged is there once, whatever is there was asked for. */
    void check(Database database, String when) throws SQLException, IOException {
        var found = new ConcurrentHashMap<String, List<String>>();
        collect(found, database, "select name, id from site where name like '公示栏%'");
        collect(found, database, "select file_name, id from beneficiary_batch where file_name like '名单%'");
        collect(found, database, "select 'declaration ' || id, id from declaration");
        acknowledged.forEach((name, id) -> rows.expect(
                List.of(id).equals(found.get(name)),
                "%s was acknowledged, and is there %s %s".formatted(name, found.get(name), when)));
        found.forEach((name, ids) -> rows.expect(
                ids.size() == 1 && (acknowledged.containsKey(name) || underWay(name)),
                "%s is there %s, acknowledged %s, %s".formatted(name, ids, acknowledged.get(name), when)));
        rows.expect(
                database.count("select count(*) from declaration")
                                - submitted.values().stream().mapToInt(n -> n).sum()
                        <= clients.stream()
                                .filter(client -> client.isUnderWay("declaration"))
                                .count(),
                "there are more declarations than were submitted, " + when);
    }

    private boolean underWay(String name) {
        return clients.stream()
                .anyMatch(client ->
                        client.isUnderWay(name) || name.startsWith("declaration ") && client.isUnderWay("declaration"));
    }

    private static void collect(Map<String, List<String>> found, Database database, String sql)
            throws SQLException, IOException {
        for (var row : database.list(sql, columns -> columns)) {
            found.computeIfAbsent(row.getFirst(), name -> new ArrayList<>()).add(row.getLast());
        }
    }

    /** Looks at something at random, by someone who may. */
    private void read() {
        var paths = List.of(
                "/sites?limit=5", "/me", "/beneficiary-batches?limit=5", "/programmes?limit=5", "/units?limit=5");
        for (var at = 0; !stop; at++) {
            send(Wire.Call.get(paths.get(at % paths.size()), town.token(town.clerk())));
            send(Wire.Call.get("/public/notices?limit=5", null));
            pause();
        }
    }

    /** @return null when there was no answer */
    private Wire.@Nullable Answer send(Wire.Call call) {
        try {
            var answer = wire.send(call);
            note(call, answer);
            return answer;
        } catch (IOException gone) {
            return null;
        }
    }

    private void note(Wire.Call call, Wire.Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        if (answer.status() == 500) {
            rows.fail("500 at " + call.method() + " " + call.path());
        } else if (answer.status() == 503) {
            rows.expect(
                    answer.headers().firstValue("Retry-After").isPresent(),
                    "503 without Retry-After at " + call.method() + " " + call.path());
        } else {
            rows.pass();
        }
        if (answer.isGood() && !call.reads()) {
            lastGood.set(Instant.now());
            firstGood.compareAndSet(null, Instant.now());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private abstract class Client {
        volatile @Nullable Asked current;

        /** @return null when something it needs for that could not be had */
        abstract @Nullable Asked think();

        /** The name of what was acknowledged, in the database. */
        String nameOf(Asked asked, String id) {
            return asked.name();
        }

        void heard(String id) {}

        void write() {
            while (!stop) {
                if (current == null) {
                    current = think();
                }
                if (current == null) {
                    pause();
                } else {
                    ask();
                }
            }
        }

        boolean isUnderWay(String name) {
            var asked = current;
            return asked != null && (asked.name().equals(name) || asked.kind().equals(name));
        }

        /** Once; it stays current until the answer says what became of it. */
        void ask() {
            var asked = current;
            var answer = asked == null ? null : send(asked.call().as(town.token(asked.phone())));
            if (asked == null || answer == null) {
                pause();
            } else if (answer.isGood()) {
                var id = Town.id(answer.json());
                acknowledged.put(nameOf(asked, id), id);
                heard(id);
                current = null;
            } else if (answer.status() >= 500
                    || answer.status() == 429
                    || answer.problem().equals("in-progress")) {
                pause();
            } else {
                rows.fail("%s was answered %d %s".formatted(asked.name(), answer.status(), answer.problem()));
                current = null;
            }
        }
    }

    /** Submits a declaration, has it returned by the head, submits it anew. */
    private final class Declarant extends Client {
        private final Town.Official official;
        private @Nullable String last;

        Declarant(Town.Official official) {
            this.official = official;
        }

        @Override
        @Nullable
        Asked think() {
            if (!isReturned()) {
                return null;
            }
            var token = town.token(official.phone());
            var draft = send(Wire.Call.get("/declarations/draft", token));
            if (draft == null || !draft.isGood()) {
                return null;
            }
            var saved = send(Wire.Call.put("/declarations/draft", token, draft.etag(), form()));
            if (saved == null || !saved.isGood()) {
                return null;
            }
            var pledge = Map.of("pledge", Map.of("accepted", true, "signedName", official.name()));
            return new Asked(
                    "declaration",
                    "declaration of " + official.phone(),
                    official.phone(),
                    Wire.Call.post("/declarations", token, pledge).matching(saved.etag()));
        }

        private boolean isReturned() {
            if (last == null) {
                return true;
            }
            var head = town.token(town.head().phone());
            var seen = send(Wire.Call.get("/declarations/" + last, head));
            if (seen == null || !seen.isGood()) {
                return false;
            }
            if (seen.json().path("state").asText().equals("RETURNED")) {
                return true;
            }
            var opinion = Map.of("decision", "RETURN", "reasons", "请补充亲属信息。");
            var answer = send(Wire.Call.put("/declarations/" + last + "/endorsement", head, seen.etag(), opinion));
            return answer != null && answer.isGood();
        }

        private Map<String, Object> form() {
            return Map.of(
                    "declarant",
                    Map.of(
                            "sex", "MALE",
                            "politicalStatus", "PARTY_MEMBER",
                            "postTitle", "科员",
                            "duties", "主持全面工作",
                            "inspectionStaff", false,
                            "idNumber", official.idNumber(),
                            "householdAddress", "重庆市涪陵区新妙镇两桂村3组7号",
                            "phone", official.phone()),
                    "relatives",
                    List.of(Map.of(
                            "name", "周明远",
                            "sex", "FEMALE",
                            "kinship", "SPOUSE",
                            "idAbsence", "UNKNOWN_TO_DECLARANT")),
                    "interestMatters",
                    List.of());
        }

        @Override
        String nameOf(Asked asked, String id) {
            return "declaration " + id;
        }

        @Override
        void heard(String id) {
            last = id;
            submitted.merge(official.phone(), 1, Integer::sum);
        }
    }

    /** Hands in small lists. */
    private final class Uploader extends Client {
        private final int own;
        private int number;

        Uploader(int own) {
            this.own = own;
        }

        @Override
        Asked think() {
            var name = "名单%d-%d.csv".formatted(own, ++number);
            var list = "序号,姓名,身份证号码,补助金额（元）,发放时间\n1,周明远,%s,%d.00,2026-01-31\n2,何云秀,,%d.00,2026-01-31\n"
                    .formatted(Town.idNumber(own * 400 + number), number, own);
            var fields = Map.of("programmeId", town.programme(), "listKind", "GRANTS", "lateEntryReason", "补录");
            return new Asked(
                    "batch",
                    name,
                    town.clerk(),
                    Wire.Call.upload("/beneficiary-batches", town.token(town.clerk()), fields, name, list));
        }
    }

    /** Puts up boards. */
    private final class Gardener extends Client {
        private final int own;
        private int number;

        Gardener(int own) {
            this.own = own;
        }

        @Override
        Asked think() {
            var name = "公示栏%d-%d".formatted(own, ++number);
            var board = Map.of("unitId", town.county(), "name", name, "kind", "PHYSICAL", "place", "办公楼外");
            return new Asked(
                    "site", name, Town.ADMIN_PHONE, Wire.Call.post("/sites", town.token(Town.ADMIN_PHONE), board));
        }
    }
}
