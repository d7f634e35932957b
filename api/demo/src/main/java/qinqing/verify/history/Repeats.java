package qinqing.verify.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import qinqing.demo.Rehearsal;
import qinqing.demo.SyntheticAccount;
import qinqing.demo.SyntheticOfficial;
import qinqing.verify.Rows;
import qinqing.verify.history.Desk.Letter;
import qinqing.verify.history.Desk.Reply;

/** R5: what is asked many times at once, or again after a kill, is done once and answered alike. */
final class Repeats {

    private static final int MOST_AT_ONCE = 50;
    private static final int WRITERS = 6;
    private static final long UNTIL_KILLED_MS = 2_000;
    private static final int DECLARANTS = 6;
    private static final int MATTERS = 6;

    /**
     * Something that is to be done once.
     *
     * @param action operation id, which the audit trail names too
     * @param other a body that is another request under the same key; null for a command, which has no key
     */
    private record Deed(
            String action, Letter letter, @Nullable Object other) {}

    /** A deed under way when the server was killed, and what was heard of it. */
    private record Asked(Deed deed, List<Reply> replies) {}

    private final Rehearsal rehearsal;
    private final Random random;
    private final Rows rows;
    private final Desk desk;
    private final SyntheticAccount admin;
    private final String system;
    private final List<Supplier<Deed>> creations = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private int keys;
    private int requests;
    private int kills;

    Repeats(Rehearsal rehearsal, Random random, Rows rows) {
        this.rehearsal = rehearsal;
        this.random = random;
        this.rows = rows;
        this.desk = new Desk(rehearsal.server().address());
        this.admin = rehearsal.accounts().getFirst();
        this.system = system();
        creations();
    }

    private void creations() {
        var county = rehearsal.countyId();
        var programme =
                rehearsal.programmeIds().values().stream().sorted().findFirst().orElseThrow();
        creations.add(() -> created(
                "createSite",
                "/sites",
                admin(),
                name -> fields("unitId", county, "name", name, "kind", "PHYSICAL", "place", "办公楼外")));
        creations.add(() -> created(
                "createUnit",
                "/units",
                admin(),
                name -> fields("name", name, "kind", "DEPARTMENT", "parentId", county)));
        creations.add(
                () -> created("createPost", "/units/" + county + "/posts", admin(), name -> fields("name", name)));
        creations.add(() -> created(
                "createAccount",
                "/accounts",
                admin(),
                name -> fields(
                        "name",
                        "李四",
                        "phone",
                        "198" + name.substring(name.length() - 8),
                        "assignments",
                        List.of(fields("role", "CLERK", "unitId", county, "from", "2026-01-01")))));
        creations.add(() -> created(
                "createApiClient",
                "/api-clients",
                admin(),
                name -> fields("name", name, "unitId", county, "scopes", List.of("programmes:read"))));
        creations.add(() -> created(
                "createProgramme",
                "/programmes",
                system,
                name -> fields(
                        "name",
                        name,
                        "kind",
                        "FUND",
                        "universal",
                        false,
                        "approvingUnitId",
                        county,
                        "startsOn",
                        "2027-03-01")));
        creations.add(() -> created(
                "createClearance",
                "/clearances",
                system,
                name -> fields(
                        "reference",
                        name,
                        "programmeId",
                        programme,
                        "subject",
                        fields("name", "周明远", "idNumber", "500102198503150004"))));
        creations.add(() -> created(
                "createClearances",
                "/clearance-batches",
                system,
                name -> fields(
                        "programmeId",
                        programme,
                        "questions",
                        List.of(fields(
                                "reference",
                                name,
                                "subject",
                                fields("name", "周明远", "idNumber", "500102198503150004"))))));
    }

    private Deed created(
            String action, String path, String token, java.util.function.Function<String, Map<String, Object>> body) {
        var key = UUID.randomUUID().toString();
        var name = unique();
        return new Deed(action, new Letter("POST", path, token, body.apply(name), key, null), body.apply(unique()));
    }

    private String unique() {
        return "幂等%08d".formatted(number.incrementAndGet());
    }

    private String admin() {
        return rehearsal.token(admin);
    }

    private String system() {
        var scopes = List.of("clearances:write", "clearances:read", "programmes:write", "programmes:read");
        var secret = rehearsal
                .admin()
                .post("/api-clients", fields("name", "重复请求的系统", "unitId", rehearsal.countyId(), "scopes", scopes))
                .body()
                .required("secret");
        return rehearsal
                .anyone()
                .systemToken(
                        secret.required("clientId").asText(),
                        secret.required("clientSecret").asText(),
                        String.join(" ", scopes));
    }

    /** Each creating operation in turn, and the submission of declarations, 1 to 50 times at the same moment. */
    void atOnce(int atLeast) throws Exception {
        for (var declarant : declarants()) {
            once(submission(declarant));
        }
        for (var n = 0; requests < atLeast; n++) {
            once(creations.get(n % creations.size()).get());
        }
    }

    private List<SyntheticOfficial> declarants() {
        return rehearsal.county().officials().subList(0, DECLARANTS);
    }

    private Deed submission(SyntheticOfficial official) {
        var token = rehearsal.token(rehearsal.seat(official.number(), "OFFICIAL"));
        var draft = desk.sendPatiently(Desk.get("/declarations/draft", token));
        var saved = desk.sendPatiently(
                Desk.put("/declarations/draft", token, rehearsal.form(official), String.valueOf(draft.etag())));
        var body = fields(
                "pledge",
                        fields("accepted", true, "signedName", official.person().name()),
                "cause", "FAMILY_CHANGE",
                "changedOn",
                        java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"))
                                .minusDays(3)
                                .toString());
        var other = new LinkedHashMap<>(body);
        other.put("cause", "CORRECTION");
        return new Deed(
                "submitDeclaration",
                new Letter(
                        "POST", "/declarations", token, body, UUID.randomUUID().toString(), saved.etag()),
                other);
    }

    private void once(Deed deed) throws Exception {
        keys++;
        var replies = together(deed.letter(), 1 + random.nextInt(MOST_AT_ONCE));
        var done = replies.stream().filter(Reply::isDone).toList();
        rows.expect(!done.isEmpty(), deed.action() + ": nobody got through, first " + replies.getFirst());
        if (done.isEmpty()) {
            return;
        }
        var first = done.getFirst();
        for (var reply : replies) {
            rows.expect(
                    reply.isDone() ? reply.sameAs(first) : isBusy(reply),
                    deed.action() + " at the same moment answered " + reply + " besides " + first);
        }
        again(deed, first);
        isOnce(deed, first);
    }

    private void again(Deed deed, Reply first) {
        var again = send(deed.letter());
        rows.expect(again.sameAs(first), deed.action() + " asked again answered " + again + " after " + first);
        var other = send(deed.letter().with(Objects.requireNonNull(deed.other())));
        rows.expect(
                other.status() == 422 && other.json().path("type").asText().endsWith("key-reused"),
                deed.action() + " with another body under the same key answered " + other);
    }

    /** The audit trail has one entry for it; a clearance has none, its id in every answer has to do. */
    private void isOnce(Deed deed, Reply first) {
        var id = id(first.json());
        rows.expect(!id.isEmpty(), deed.action() + " was answered without an id");
        if (deed.action().startsWith("createClearance")) {
            return;
        }
        var entries = rehearsal
                .as(countyInspector())
                .items("/audit-entries?action=" + deed.action() + "&subjectId=" + id + "&limit=10");
        rows.expect(entries.size() == 1, deed.action() + " has " + entries.size() + " entries in the audit trail");
    }

    private static String id(JsonNode answer) {
        for (var at : List.of("/id", "/account/id", "/client/id", "/items/0/id")) {
            if (answer.at(at).isTextual()) {
                return answer.at(at).asText();
            }
        }
        return "";
    }

    private static boolean isBusy(Reply reply) {
        return reply.isTurnedAway()
                || reply.status() == 409 && reply.json().path("type").asText().endsWith("in-progress");
    }

    /** Commands have no key, they name the version they were made on: of many at once one is done, the others are told. */
    void ofCommands() throws Exception {
        for (var declarant : declarants()) {
            endorse(declarant);
        }
        for (var task : rehearsal.as(countyInspector()).items("/verifications?state=OPEN&limit=200").stream()
                .limit(MATTERS)
                .toList()) {
            var path = "/verifications/" + task.required("id").asText();
            var owner = rehearsal.token(rehearsal.ownerOf(task));
            command("recordFinding", path, "/finding", owner, fields("outcome", "COMPLIANT", "reasons", "资料齐全，符合条件。"));
        }
        for (var notice : rehearsal.as(countyInspector()).items("/notices?state=DRAFT&limit=200")) {
            var clerk =
                    rehearsal.token(rehearsal.clerkOf(notice.required("unitId").asText()));
            command("publishNotice", "/notices/" + notice.required("id").asText(), "/publication", clerk, Map.of());
        }
    }

    private void endorse(SyntheticOfficial official) throws Exception {
        var signer = rehearsal.signerOf(official);
        var waiting = rehearsal.as(signer).items("/declarations?state=SUBMITTED&limit=200");
        for (var declaration : waiting) {
            command(
                    "endorseDeclaration",
                    "/declarations/" + declaration.required("id").asText(),
                    "/endorsement",
                    rehearsal.token(signer),
                    fields("decision", "APPROVE", "opinion", "情况属实，同意录入。"));
        }
    }

    private void command(String action, String resource, String command, String token, Object body) throws Exception {
        keys++;
        var before = send(Desk.get(resource, token));
        var replies = together(
                Desk.put(resource + command, token, body, String.valueOf(before.etag())),
                2 + random.nextInt(MOST_AT_ONCE - 1));
        var done = replies.stream().filter(Reply::isDone).count();
        rows.expect(
                done == 1,
                action + " was done " + done + " times of " + replies.size() + ", last " + replies.getLast());
        for (var reply : replies) {
            rows.expect(
                    reply.isDone() || reply.status() == 412 || reply.status() == 409 || reply.isTurnedAway(),
                    action + " at the same moment answered " + reply);
        }
        var id = resource.substring(resource.lastIndexOf('/') + 1);
        var entries = rehearsal
                .as(countyInspector())
                .items("/audit-entries?action=" + action + "&subjectId=" + id + "&limit=10");
        rows.expect(entries.size() == 1, action + " has " + entries.size() + " entries in the audit trail");
    }

    private SyntheticAccount countyInspector() {
        return rehearsal.accounts().stream()
                .filter(account -> account.role().equals("COUNTY_INSPECTOR"))
                .findFirst()
                .orElseThrow();
    }

    /** Killed with -9 while many ask; what was heard before stays true, what was not heard is done once when asked again. */
    void acrossKills(int times) throws Exception {
        for (kills = 0; kills < times; kills++) {
            var asked = new ConcurrentLinkedQueue<Asked>();
            var stop = new AtomicBoolean();
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var writer = 0; writer < WRITERS; writer++) {
                    var own = new Random(random.nextLong());
                    writers.submit(() -> write(own, asked, stop));
                }
                Thread.sleep(UNTIL_KILLED_MS);
                rehearsal.killAndRestart();
                stop.set(true);
            }
            var open = 0;
            for (var one : asked) {
                open += afterKill(one) ? 0 : 1;
            }
            rows.say("killed with -9 and started again: %d asked before, %d of them without an answer"
                    .formatted(asked.size(), open));
        }
    }

    private void write(Random own, ConcurrentLinkedQueue<Asked> asked, AtomicBoolean stop) {
        while (!stop.get()) {
            Deed deed;
            synchronized (creations) {
                deed = creations.get(own.nextInt(creations.size())).get();
            }
            try {
                var replies = together(deed.letter(), 1 + own.nextInt(4));
                asked.add(new Asked(deed, replies));
                if (replies.stream().anyMatch(reply -> reply.status() == 0)) {
                    return;
                }
            } catch (Exception broken) {
                rows.fail("a writer broke off: " + broken);
                return;
            }
        }
    }

    /** @return whether it had been answered before the kill */
    private boolean afterKill(Asked asked) {
        keys++;
        var deed = asked.deed();
        var heard = asked.replies().stream().filter(Reply::isDone).findFirst();
        var again = send(deed.letter());
        rows.expect(again.isDone(), deed.action() + " asked again after the kill answered " + again);
        heard.ifPresent(first -> rows.expect(
                again.sameAs(first), deed.action() + " answered " + again + " after the kill, before it " + first));
        if (again.isDone()) {
            again(deed, again);
            isOnce(deed, again);
        }
        return heard.isPresent();
    }

    private Reply send(Letter letter) {
        synchronized (this) {
            requests++;
        }
        return desk.sendPatiently(letter);
    }

    private Reply sendOnce(Letter letter) {
        synchronized (this) {
            requests++;
        }
        return desk.send(letter);
    }

    private List<Reply> together(Letter letter, int times) throws Exception {
        var ready = new CountDownLatch(1);
        var replies = new ArrayList<java.util.concurrent.Future<Reply>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var n = 0; n < times; n++) {
                replies.add(clients.submit(() -> {
                    ready.await();
                    return sendOnce(letter);
                }));
            }
            ready.countDown();
            var all = new ArrayList<Reply>();
            for (var reply : replies) {
                all.add(reply.get());
            }
            return all;
        }
    }

    void row() {
        rows.row(
                "R5",
                "%,d requests of %,d deeds, 1 to %d times at once and across %d kills, each to be done once and answered alike",
                requests,
                keys,
                MOST_AT_ONCE,
                kills);
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (var n = 0; n < namesAndValues.length; n += 2) {
            fields.put((String) namesAndValues[n], namesAndValues[n + 1]);
        }
        return fields;
    }
}
