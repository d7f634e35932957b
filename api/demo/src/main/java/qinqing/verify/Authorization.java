package qinqing.verify;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import qinqing.demo.ServerProcess;
import qinqing.verify.Recipes.Operation;
import qinqing.verify.SmallCounty.Caller;
import qinqing.verify.SmallCounty.Seat;

/**
 * {@code ./qinqing verify auth}: every operation of the contract is called by every role from the thing's own unit, the one above, the
 * one beside and the one below, for a thing that does not exist here, without a token, and with one that has expired, was revoked or
 * is for somebody else (S1). What must come out follows from {@code x-access} alone.
 */
final class Authorization {
    static final Path CONTRACT = Path.of("openapi.yaml");
    private static final String BASE = "/api/v1";
    private static final int AT_ONCE = 12;
    private static final int PATIENCE = 6;
    private static final Set<Integer> DENIED = Set.of(401, 403, 404);

    private final Rows rows;
    private final SmallCounty county;
    private final List<Operation> operations;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI address;
    private final Map<String, String> things;

    private Authorization(Rows rows, SmallCounty county, URI address) {
        this.rows = rows;
        this.county = county;
        this.address = address;
        this.things = new HashMap<>(county.things());
        things.put(
                "assignmentId",
                String.valueOf(county.identity(new Caller("VERIFIER", Seat.OWN)).assignment()));
        things.put("purpose", "INSPECTION");
        this.operations = new Recipes(CONTRACT, things.keySet()).operations();
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var data = Files.createTempDirectory("qinqing-auth-");
        try (var server = ServerProcess.start(data, settings());
                var county = new SmallCounty(data)) {
            var matrix = new Authorization(rows, county, server.address());
            matrix.everyCell();
            new Tokens(rows, county, server.address()).run();
        } finally {
            remove(data);
        }
    }

    private static List<String> settings() {
        var settings = new ArrayList<>(List.of(
                "-Xmx512m", "-Dqinqing.jobs.threads=1", "-Dqinqing.first-admin.password=" + Tokens.FIRST_PASSWORD));
        for (var bucket : List.of(
                "default",
                "login",
                "refresh",
                "clearance",
                "codes",
                "reveals",
                "others",
                "objections",
                "ratings",
                "tracking",
                "public")) {
            settings.add("-Dqinqing.rate-limit." + bucket + ".calls=1000000");
            settings.add("-Dqinqing.rate-limit." + bucket + ".per=PT1M");
        }
        return settings;
    }

    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Faults by what they say, with who saw them: a rule that is broken is broken for many at once. */
    private final Map<String, Set<String>> faults = new TreeMap<>();

    private int broken;

    private void expect(boolean holds, Cell cell, String fault) {
        rows.expect(holds, cell + " " + fault);
        if (!holds) {
            synchronized (faults) {
                broken++;
                faults.computeIfAbsent(cell.operation().id() + " " + fault, unseen -> new TreeSet<>())
                        .add(cell.who());
            }
        }
    }

    /** What held and what did not since the last row. */
    private void row(String id, String what, int checks) {
        rows.row(id, "%d %s, %d otherwise", checks, what, broken);
        broken = 0;
    }

    // cells -----------------------------------------------------------------------------------------------------------

    /** @param token null for none */
    private record Cell(
            Operation operation, String who, @Nullable String token, Map<String, String> things, boolean allowed) {
        @Override
        public String toString() {
            return operation.id() + " by " + who;
        }
    }

    private record Answer(int status, String body) {}

    private void everyCell() throws Exception {
        var denied = new ArrayList<Cell>();
        var allowed = new ArrayList<Cell>();
        for (var operation : operations) {
            for (var caller : county.callers()) {
                var cell = new Cell(
                        operation,
                        caller.toString(),
                        county.token(caller),
                        thingsFor(caller),
                        mayCall(operation, caller));
                (cell.allowed() ? allowed : denied).add(cell);
            }
            if (!operation.isPublic()) {
                denied.add(new Cell(operation, "nobody", null, things, false));
                var someone = county.callers().stream()
                        .filter(caller -> mayCall(operation, caller))
                        .findFirst();
                someone.ifPresent(caller -> denied.addAll(List.of(
                        new Cell(
                                operation,
                                caller + ", expired",
                                county.token(
                                        caller,
                                        SmallCounty.AUDIENCE,
                                        Instant.now().minus(Duration.ofMinutes(11))),
                                things,
                                false),
                        new Cell(
                                operation,
                                caller + ", for another audience",
                                county.token(caller, "another-api", Instant.now()),
                                things,
                                false))));
            } else {
                allowed.add(new Cell(operation, "nobody", null, things, true));
            }
        }
        deny(denied);
        unknown(allowed);
        allow(allowed);
        revoke();
        row("S3", "answers, events and problems hold no value of a class their reader has no right to", looked.get());
        faults.forEach((fault, who) -> rows.say("  " + fault + ": " + String.join(", ", who)));
    }

    /** A value is revealed for a purpose of one's role. */
    private Map<String, String> thingsFor(Caller caller) {
        var own = new HashMap<>(things);
        own.put(
                "purpose",
                switch (caller.role()) {
                    case "OFFICIAL" -> "OWN_CHECK";
                    case "CLERK" -> "ENTRY";
                    case "VERIFIER" -> "VERIFICATION";
                    default -> "INSPECTION";
                });
        return own;
    }

    /** What {@code x-access} says of this caller and the thing in the middle. */
    static boolean mayCall(Operation operation, Caller caller) {
        if (operation.isPublic()) {
            return true;
        }
        var relations = operation.access().getOrDefault(caller.role(), Set.of());
        if (!operation.hasTarget()) {
            return !relations.isEmpty();
        }
        var seat = caller.seat();
        return relations.contains("any")
                || relations.contains("county")
                || relations.contains("subtree") && (seat == Seat.OWN || seat == Seat.PARENT)
                || relations.contains("unit") && seat == Seat.OWN
                || (relations.contains("own") || relations.contains("addressee")) && seat == Seat.OWN;
    }

    private void deny(List<Cell> cells) throws Exception {
        var before = county.fingerprint();
        var answers = all(cells, this::call);
        for (int i = 0; i < cells.size(); i++) {
            var answer = answers.get(i);
            expect(
                    DENIED.contains(answer.status()) || hiddenInBody(cells.get(i), answer),
                    cells.get(i),
                    "should be refused and answers " + answer.status());
            if (cells.get(i).token() == null || cells.get(i).who().contains(",")) {
                expect(answer.status() == 401, cells.get(i), "should have to sign in and answers " + answer.status());
            }
        }
        var after = county.fingerprint();
        for (var table : before.keySet()) {
            rows.expect(
                    Objects.equals(before.get(table), after.get(table)), "refused calls left something in " + table);
        }
        row("S1", "calls that x-access does not allow refused, no table changed", cells.size());
        compare(cells, answers);
    }

    /** A foreign id in a body is refused as an unknown one is: a rule is not met, and nothing says which. */
    private boolean hiddenInBody(Cell cell, Answer answer) {
        var operation = cell.operation();
        return answer.status() == 422
                        && (operation.targets().isEmpty() || Recipes.REFUSES_BY_RULE.contains(operation.id()))
                || answer.status() == 200
                        && Recipes.REFUSES_ONE_BY_ONE.contains(operation.id())
                        && !answer.body().contains("\"state\"");
    }

    /** "It is not there" and "you may not know" are the same bytes. */
    private void compare(List<Cell> cells, List<Answer> answers) throws Exception {
        var foreign = new ArrayList<Integer>();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).operation().hasTarget()
                    && cells.get(i).token() != null
                    && answers.get(i).status() != 401) {
                foreign.add(i);
            }
        }
        var missing = all(
                foreign.stream()
                        .map(i -> new Cell(
                                cells.get(i).operation(),
                                cells.get(i).who() + " for nothing",
                                cells.get(i).token(),
                                nothing(cells.get(i).things()),
                                false))
                        .toList(),
                this::call);
        for (int i = 0; i < foreign.size(); i++) {
            var known = answers.get(foreign.get(i));
            expect(
                    known.equals(missing.get(i))
                            || Recipes.REFUSES_BY_RULE.contains(
                                    cells.get(foreign.get(i)).operation().id()),
                    cells.get(foreign.get(i)),
                    "tells what exists: " + known.status() + " instead of "
                            + missing.get(i).status());
        }
        row("S1", "refusals are byte for byte those for a thing that is nowhere", foreign.size());
    }

    /** Things of another county: ids that mean nothing here. */
    private static Map<String, String> nothing(Map<String, String> things) {
        var nothing = new HashMap<>(things);
        nothing.replaceAll((name, value) -> switch (name) {
            case "year", "purpose" -> value;
            case "number" -> "500103-2026-9001";
            case "trackingNumber" -> "YY-1";
            default -> UUID.randomUUID().toString();
        });
        return nothing;
    }

    private void unknown(List<Cell> allowed) throws Exception {
        var cells = allowed.stream()
                .filter(cell -> cell.operation().targets().stream().anyMatch(name -> !name.equals("year")))
                .map(cell -> new Cell(
                        cell.operation(),
                        cell.who() + " in another county",
                        cell.token(),
                        nothing(cell.things()),
                        false))
                .toList();
        var answers = all(cells, this::call);
        for (int i = 0; i < cells.size(); i++) {
            int status = answers.get(i).status();
            expect(
                    Set.of(403, 404).contains(status)
                            || hiddenInBody(cells.get(i), answers.get(i))
                            || Recipes.ASKS_FOR_CREDENTIALS.contains(
                                    cells.get(i).operation().id()),
                    cells.get(i),
                    "finds something and answers " + status);
        }
        row("S1", "calls for things of another county refused", cells.size());
    }

    private void allow(List<Cell> cells) throws Exception {
        for (var reads : List.of(true, false)) {
            var turn = cells.stream()
                    .filter(cell -> cell.operation().method().equals("get") == reads)
                    .filter(cell -> !cell.operation().id().equals("deleteCurrentSession"))
                    .toList();
            var answers = all(turn, this::call);
            for (int i = 0; i < turn.size(); i++) {
                int status = answers.get(i).status();
                var id = turn.get(i).operation().id();
                expect(
                        status < 500
                                && (status != 401 || Recipes.ASKS_FOR_CREDENTIALS.contains(id))
                                && status != 403
                                && (status != 404 || Recipes.MAY_MISS.contains(id)),
                        turn.get(i),
                        "should be allowed and answers " + status);
            }
            row("S1", (reads ? "reads" : "writes") + " that x-access allows let through", turn.size());
        }
    }

    /** A session that was ended is over for every operation. */
    private void revoke() throws Exception {
        var cells = new ArrayList<Cell>();
        for (var caller : county.callers()) {
            if (!caller.role().equals("SYSTEM")) {
                var token = county.token(caller);
                cells.add(new Cell(operation("deleteCurrentSession"), caller + " leaving", token, things, true));
            }
        }
        for (var answer : all(cells, this::call)) {
            rows.expect(answer.status() == 204, "a session could not be ended: " + answer.status());
        }
        var after = new ArrayList<Cell>();
        for (var operation : operations) {
            if (!operation.isPublic()) {
                county.callers().stream()
                        .filter(caller -> !caller.role().equals("SYSTEM") && mayCall(operation, caller))
                        .findFirst()
                        .ifPresent(caller -> after.add(
                                new Cell(operation, caller + ", revoked", county.token(caller), things, false)));
            }
        }
        var answers = all(after, this::call);
        for (int i = 0; i < after.size(); i++) {
            expect(
                    answers.get(i).status() == 401,
                    after.get(i),
                    "answers " + answers.get(i).status());
        }
        row("S1", "operations refused to the token of an ended session", after.size());
    }

    private Operation operation(String id) {
        return operations.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    // calls -----------------------------------------------------------------------------------------------------------

    private interface Call<A, B> {
        B of(A asked) throws Exception;
    }

    /** In the order asked. */
    private static <A, B> List<B> all(List<A> asked, Call<A, B> call) throws InterruptedException, ExecutionException {
        var turn = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var under = asked.stream()
                    .map(one -> threads.submit((Callable<B>) () -> {
                        turn.acquire();
                        try {
                            return call.of(one);
                        } finally {
                            turn.release();
                        }
                    }))
                    .toList();
            var answers = new ArrayList<B>();
            for (var one : under) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private Answer call(Cell cell) throws IOException, InterruptedException {
        return call(cell, 0);
    }

    /** A busy server is asked again; what it says then counts. */
    private Answer call(Cell cell, int tries) throws IOException, InterruptedException {
        var operation = cell.operation();
        var request = HttpRequest.newBuilder(URI.create(address + BASE + Recipes.fill(operation.path(), cell.things())))
                .timeout(Duration.ofSeconds(30));
        if (cell.token() != null) {
            request.header("Authorization", "Bearer " + cell.token());
        }
        if (operation.method().equals("put")
                || operation.method().equals("delete")
                || operation.id().equals("submitDeclaration")) {
            request.header("If-Match", "\"987654\"");
        }
        if (operation.id().equals("deleteMyTotp")) {
            request.header("Totp-Code", "123456");
        }
        if (operation.id().equals("getObjectionByTracking")) {
            request.header("Tracking-Secret", "none");
        }
        request.method(operation.method().toUpperCase(java.util.Locale.ROOT), body(operation, cell, request));
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        var busy = answer.statusCode() == 503 || answer.statusCode() == 429;
        var text = text(answer.body());
        if (busy && tries < PATIENCE) {
            Thread.sleep(50L << tries);
            return call(cell, tries + 1);
        }
        leaks(cell, answer.statusCode(), text);
        text = text.replaceAll("\"traceId\":\"[^\"]*\"", "");
        for (var thing : cell.things().values()) {
            if (thing.length() > 8) {
                text = text.replace(thing, "…");
            }
        }
        return new Answer(answer.statusCode(), text);
    }

    /** What came before a stream was cut off counts as well. */
    private static String text(InputStream body) {
        var bytes = new ByteArrayOutputStream();
        try (body) {
            body.transferTo(bytes);
        } catch (IOException cut) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Values of a class come out where the contract lets the operation answer with that class, to those who may call it, and nowhere else (S3). */
    private void leaks(Cell cell, int status, String text) {
        var may = cell.allowed() && status < 300 ? cell.operation().classes() : Set.<String>of();
        if (!may.contains("PERSONAL")) {
            looked.incrementAndGet();
            expect(
                    SmallCounty.personal().stream().noneMatch(text::contains),
                    cell,
                    "answers " + status + " with something PERSONAL");
        }
        if (!cell.operation().id().startsWith("reveal") || may.isEmpty()) {
            looked.incrementAndGet();
            expect(
                    county.secret().stream().noneMatch(text::contains),
                    cell,
                    "answers " + status + " with something PERSONAL_SECRET");
        }
    }

    private final AtomicInteger looked = new AtomicInteger();

    private static HttpRequest.BodyPublisher body(Operation operation, Cell cell, HttpRequest.Builder request) {
        if (operation.body() == null) {
            return BodyPublishers.noBody();
        }
        var filled = Recipes.fill(operation.body().toString(), cell.things());
        var media = String.valueOf(operation.mediaType());
        if (media.equals("application/json")) {
            request.header("Content-Type", media);
            return BodyPublishers.ofString(filled);
        }
        var fields = new TreeMap<String, String>();
        operation
                .body()
                .properties()
                .forEach(field ->
                        fields.put(field.getKey(), Recipes.fill(field.getValue().asText(), cell.things())));
        if (media.startsWith("multipart")) {
            request.header("Content-Type", "multipart/form-data; boundary=form");
            return BodyPublishers.ofByteArray(form(fields));
        }
        request.header("Content-Type", media);
        var line = new ArrayList<String>();
        fields.forEach((name, value) -> line.add(name + "=" + value));
        return BodyPublishers.ofString(String.join("&", line));
    }

    private static byte[] form(Map<String, String> fields) {
        var form = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            var photo = name.equals("photo");
            var file = photo || name.equals("file");
            form.writeBytes(("--form\r\nContent-Disposition: form-data; name=\"" + name + "\""
                            + (file
                                    ? "; filename=\"list.csv\"\r\nContent-Type: " + (photo ? "image/png" : "text/csv")
                                    : "")
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(photo ? PIXEL : (file ? "姓名,身份证号码\r\n" : value).getBytes(StandardCharsets.UTF_8));
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        form.writeBytes("--form--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A photo of one pixel. */
    private static final byte[] PIXEL = pixel();

    private static byte[] pixel() {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
