package qinqing.verify;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import qinqing.demo.Api;
import qinqing.demo.ApiProblem;
import qinqing.demo.CountySize;
import qinqing.demo.Person;
import qinqing.demo.Play;
import qinqing.demo.ServerProcess;
import qinqing.demo.SyntheticCounty;

/**
 * {@code ./qinqing verify canary}: 200 invented persons go through the whole procedure of a real server that logs all it
 * can; then every byte it left anywhere is searched for their ID numbers, phones and full addresses in many disguises
 * (S6), and its living memory for their ID numbers (S7). A planted person shows that the search finds what is there.
 */
final class Canary {

    private static final int CANARIES = 200;
    private static final int PUSHED = 40;
    private static final int ASKED_AT_ONCE = 100;
    private static final int NOTICES_PRINTED = 8;
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration QUIET_IN_FULL = Duration.ofSeconds(60);
    private static final int MEMORIES_IN_FULL = 20;

    /** Nobody in the county has these. */
    private static final Map<String, String> PLANTED = Map.of(
            "an ID number", "50010219560721999X",
            "a phone", "19912340987",
            "an address", "重庆市涪陵区新妙镇两桂村九组七十七号附三");

    /**
     * What a pattern says when it is found.
     *
     * @param planted whether it is the planted person's
     */
    private record Found(String kind, String disguise, boolean planted) {
        @Override
        public String toString() {
            return kind + " as " + disguise;
        }
    }

    private final Rows rows;
    private final boolean full;
    private final Path folder;
    private final ByteSearch<Found> everything = new ByteSearch<>();
    private final ByteSearch<Found> numbersOnly = new ByteSearch<>();
    private final Map<Found, byte[]> planted = new LinkedHashMap<>();
    private final List<Person> canaries = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private long searched;
    private int places;
    private int hits;

    private Canary(VerifyOptions options, Rows rows, Path folder) {
        this.rows = rows;
        this.full = options.full();
        this.folder = folder;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        Folders.with("canary", folder -> new Canary(options, rows, folder).run(options.seed()));
    }

    private void run(long seed) throws Exception {
        var county = SyntheticCounty.of(CountySize.SMALL, seed);
        var data = folder.resolve("data");
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        try (var server = ServerProcess.start(data, options(temporary))) {
            var play = played(county, server);
            choose(play);
            pushAndAsk(play);
            askWrongly(play, server);
            look("the exports", exports(play));
            look("lists and public pages", lists(play, server));
            look("the metrics", server.metrics().getBytes(StandardCharsets.UTF_8));
            plantFile(temporary);
            expectPlanted(
                    "temporary files while it runs",
                    look("temporary files while it runs", temporary),
                    planted.keySet());
            look("the uploads", data.resolve("uploads"));
            memory(play, server);
            lookIntoDatabase(data);
        }
        lookAtWhatIsLeft(data, temporary);
        rows.row(
                "S6",
                "%d persons, %,d patterns, %d places with %,.0f MB searched: %d hits",
                canaries.size(),
                everything.patterns(),
                places,
                searched / 1e6,
                hits);
    }

    private static List<String> options(Path temporary) {
        var options = new ArrayList<>(Play.serverOptions("-Xmx512m"));
        options.add("-Djava.io.tmpdir=" + temporary);
        options.add("-Dquarkus.log.category.\"qinqing\".level=TRACE");
        options.add("-Dquarkus.log.category.\"org.hibernate.SQL\".level=DEBUG");
        return options;
    }

    /** The play tells its story on standard output; here only what is found counts. */
    private Play played(SyntheticCounty county, ServerProcess server) throws Exception {
        var out = System.out;
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        try {
            var play = Play.on(county, server, folder.resolve("offices"));
            play.run();
            return play;
        } finally {
            System.setOut(out);
        }
    }

    private void choose(Play play) {
        play.peopleOfTheProcedure().stream().limit(CANARIES).forEach(canaries::add);
        rows.expect(canaries.size() == CANARIES, "the county has only " + canaries.size() + " canaries");
        for (var canary : canaries) {
            add("an ID number", canary.idNumber(), false);
            add("a phone", canary.phone(), false);
            add("an address", canary.address(), false);
        }
        PLANTED.forEach((kind, value) -> add(kind, value, true));
    }

    private void add(String kind, String value, boolean isPlanted) {
        Disguises.of(value).forEach((disguise, bytes) -> {
            var meaning = new Found(kind, disguise, isPlanted);
            if (everything.add(bytes, meaning) && isPlanted) {
                planted.put(meaning, bytes);
            }
            if (kind.equals("an ID number")) {
                numbersOnly.add(bytes, meaning);
            }
        });
    }

    /** What the play leaves out: push of single persons, questions about persons, values shown in clear, an objection with a name. */
    private void pushAndAsk(Play play) throws IOException {
        var programme = play.county().beneficiaryFiles().getFirst().programme();
        var clerk = play.of("CLERK", programme.approvingUnit());
        var batches = new HashSet<String>();
        for (var number = 0; number < PUSHED; number++) {
            var canary = canaries.get(number);
            var body = Map.of(
                    "programmeId", play.programmeId(programme),
                    "externalReference", "CANARY-" + number,
                    "name", canary.name(),
                    "idNumber", canary.idNumber(),
                    "phone", canary.phone(),
                    "address", canary.address(),
                    "amount", "100.00");
            batches.add(
                    clerk.post("/beneficiaries", body).body().path("batchId").asText());
        }
        var head = play.of("ENDORSER", programme.approvingUnit());
        for (var batch : batches) {
            var path = "/beneficiary-batches/" + batch;
            head.put(
                    path + "/endorsement",
                    Map.of("decision", "APPROVE", "opinion", "属实。"),
                    head.get(path).etag());
        }
        ask(play);
        var shown = reveal(clerk, play.programmeId(programme));
        rows.expect(shown > 0, "no value was shown in clear, so that flow was not tried");
        object(play);
    }

    private void ask(Play play) {
        var programme = play.county().beneficiaryFiles().getFirst().programme();
        var clerk = play.of("CLERK", programme.approvingUnit());
        var system = play.system("canary", List.of("matching:query", "beneficiaries:write"));
        for (var at = 0; at < canaries.size(); at += ASKED_AT_ONCE) {
            var persons = canaries.subList(at, at + ASKED_AT_ONCE).stream()
                    .map(canary -> Map.of(
                            "reference", "" + canary.number(), "name", canary.name(), "idNumber", canary.idNumber()))
                    .toList();
            system.post("/matching-queries", Map.of("purpose", "BEFORE_APPROVAL", "persons", persons));
        }
        for (var canary : canaries.subList(0, PUSHED)) {
            var subject = Map.of("name", canary.name(), "idNumber", canary.idNumber());
            clerk.post("/clearances", Map.of("programmeId", play.programmeId(programme), "subject", subject));
        }
    }

    /** @return how many values came in clear */
    private static int reveal(Api clerk, String programme) {
        var shown = 0;
        for (var row : clerk.get("/beneficiaries?limit=30&programmeId=" + programme)
                .body()
                .path("items")) {
            for (var field : List.of("ID_NUMBER", "PHONE", "ADDRESS")) {
                try {
                    clerk.post(
                            "/beneficiaries/" + row.required("id").asText() + "/reveals",
                            Map.of("field", field, "purpose", "ENTRY"));
                    shown++;
                } catch (ApiProblem nothingThere) {
                    continue;
                }
            }
        }
        return shown;
    }

    private void object(Play play) {
        var onDisplay = play.inspector().get("/notices?state=DISPLAYED&limit=1").body();
        var number = onDisplay.required("items").get(0).required("number").asText();
        for (var canary : canaries.subList(0, 5)) {
            var grounds = "我是" + canary.name() + "，身份证" + canary.idNumber() + "，住" + canary.address() + "，电话"
                    + canary.phone() + "，请核实。";
            play.anyone()
                    .post(
                            "/public/notices/" + number + "/objections",
                            Map.of(
                                    "grounds",
                                    grounds,
                                    "contact",
                                    Map.of("name", canary.name(), "phone", canary.phone())));
        }
    }

    private void askWrongly(Play play, ServerProcess server) throws IOException, InterruptedException {
        var unit = play.county().beneficiaryFiles().getFirst().programme().approvingUnit();
        var wrong = new WrongRequests(
                client,
                URI.create(server.address() + "/api/v1"),
                play.of("CLERK", unit).bearer());
        var count = WrongRequests.kinds() * (full ? 20 : 4);
        for (var number = 0; number < count; number++) {
            var canary = canaries.get(number * 7 % CANARIES);
            wrong.send(number, canary.idNumber(), canary.phone(), canary.address());
        }
        rows.expect(wrong.refused() > wrong.sent() / 2, "most wrong requests were not refused");
        wrong.answers((kind, answers) -> look("answers to wrong requests of kind " + kind, answers));
        rows.say("     %,d wrong requests of %d kinds, %,d refused"
                .formatted(wrong.sent(), WrongRequests.kinds(), wrong.refused()));
    }

    /** Findings of imports as spreadsheets, notices as sheets. */
    private byte[] exports(Play play) throws IOException {
        var all = new ByteArrayOutputStream();
        var sheets = 0;
        for (var batch : play.batchIds()) {
            var unit = play.inspector()
                    .get("/beneficiary-batches/" + batch)
                    .body()
                    .path("unitId")
                    .asText();
            for (var file : play.county().beneficiaryFiles()) {
                var clerk = play.of("CLERK", file.programme().approvingUnit());
                try {
                    if (clerk.get("/me").body().findValuesAsText("unitId").contains(unit)) {
                        unzip(clerk.bytes("/beneficiary-batches/" + batch + "/row-errors/sheet"), all);
                        sheets++;
                        break;
                    }
                } catch (ApiProblem hasNone) {
                    continue;
                }
            }
        }
        var printed = 0;
        for (var notice : play.anyone().items("/public/notices?limit=50")) {
            if (printed++ < NOTICES_PRINTED) {
                var sheet = "/public/notices/" + notice.required("number").asText() + "/sheet?format=";
                all.writeBytes(play.anyone().bytes(sheet + "HTML"));
                var pdf = play.anyone().bytes(sheet + "PDF");
                all.writeBytes(pdf);
                try (var document = Loader.loadPDF(pdf)) {
                    all.writeBytes(new PDFTextStripper().getText(document).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        rows.expect(sheets > 0 && printed > 0, "nothing was exported");
        return all.toByteArray();
    }

    private void unzip(byte[] xlsx, ByteArrayOutputStream all) throws IOException {
        var file = folder.resolve("export.xlsx");
        Files.write(file, xlsx);
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var part = zip.getInputStream(entry)) {
                    part.transferTo(all);
                }
            }
        }
        Files.delete(file);
    }

    /**
     * Lists show personal values masked to everybody; the public sees none at all. Objections are left out: what an objector wrote is
     * shown as written, to those who screen it.
     */
    private byte[] lists(Play play, ServerProcess server) throws IOException, InterruptedException {
        var all = new ByteArrayOutputStream();
        for (var path : List.of(
                "beneficiaries",
                "officials",
                "declarations",
                "matches",
                "verifications",
                "notices",
                "audit-entries",
                "matching-runs",
                "beneficiary-batches",
                "emergency-reliefs")) {
            all.writeBytes(play.inspector().bytes("/" + path + "?limit=200"));
        }
        for (var declaration :
                play.inspector().get("/declarations?limit=50").body().path("items")) {
            all.writeBytes(play.inspector()
                    .bytes("/declarations/" + declaration.required("id").asText()));
        }
        all.writeBytes(play.admin().bytes("/accounts?limit=200"));
        all.writeBytes(play.admin().bytes("/audit-entries?limit=200"));
        var number = play.notice().required("number").asText();
        for (var page : List.of(
                "/",
                "/notices/" + number,
                "/api/v1/public/notices?limit=50",
                "/api/v1/public/notices.atom",
                "/api/v1/public/feed.json",
                "/api/v1/public/corrections",
                "/api/v1/public/emergency-reliefs")) {
            var request =
                    HttpRequest.newBuilder(URI.create(server.address() + page)).build();
            all.writeBytes(client.send(request, BodyHandlers.ofByteArray()).body());
        }
        return all.toByteArray();
    }

    private void memory(Play play, ServerProcess server) throws Exception {
        var own = folder.resolve("own.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(own.toString(), true);
        var ownNumbers = new HashSet<Found>();
        try (var dump = Files.newInputStream(own)) {
            numbersOnly.in(dump, ownNumbers::add);
        }
        Files.delete(own);
        rows.expect(!ownNumbers.isEmpty(), "the search finds no ID number in a heap that holds them all");
        var wait = full ? QUIET_IN_FULL : QUIET;
        var rounds = full ? MEMORIES_IN_FULL : 1;
        var found = new TreeMap<String, Integer>();
        var bytes = 0L;
        for (var round = 0; round < rounds; round++) {
            if (round > 0) {
                ask(play);
            }
            Thread.sleep(wait);
            var dump = dumpOf(server);
            try (var stream = Files.newInputStream(dump)) {
                bytes += numbersOnly.in(stream, hit -> found.merge(hit.toString(), 1, Integer::sum));
            }
            Files.delete(dump);
        }
        rows.expect(found.isEmpty(), "the server's living heap holds " + found);
        rows.row(
                "S7",
                "%d heap dumps of living objects (%,.0f MB), %d s after the last request%s: %d ID numbers",
                rounds,
                bytes / 1e6,
                wait.toSeconds(),
                full ? "" : " (60 s in full)",
                found.values().stream().mapToInt(count -> count).sum());
    }

    /** A full collection comes before it. */
    private Path dumpOf(ServerProcess server) throws IOException, InterruptedException {
        var file = folder.resolve("server.hprof");
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var done = new ProcessBuilder(jcmd, "" + server.pid(), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (done != 0 || !Files.exists(file)) {
            throw new IOException("jcmd could not write the server's heap (" + done + ")");
        }
        return file;
    }

    private void lookIntoDatabase(Path data) throws SQLException, IOException {
        try (var connection = Superuser.in(data)) {
            plantRows(connection);
            var dump = folder.resolve("dump.txt");
            try (var out = new BufferedOutputStream(Files.newOutputStream(dump), 1 << 16)) {
                Superuser.dump(connection, out);
            }
            var asText = planted.keySet().stream()
                    .filter(found -> isText(found.disguise())
                            && !found.disguise().equals("JSON escapes")) // COPY doubles the strokes
                    .collect(Collectors.toSet());
            expectPlanted("the database dump", look("the database dump", dump), asText);
            Files.delete(dump);
            Superuser.execute(connection, "checkpoint");
        }
    }

    private void lookAtWhatIsLeft(Path data, Path temporary) throws IOException {
        look("the logs", data.resolve("server.log"));
        expectPlanted("the WAL", look("the WAL", data.resolve("postgresql/pg_wal")), planted.keySet());
        expectPlanted("the data directory", look("the data directory", data), planted.keySet());
        look("temporary files at the end", temporary);
    }

    private void plantFile(Path temporary) throws IOException {
        var bytes = new ByteArrayOutputStream();
        planted.values().forEach(disguised -> {
            bytes.writeBytes(disguised);
            bytes.write('\n');
        });
        Files.write(temporary.resolve("planted"), bytes.toByteArray());
    }

    private void plantRows(Connection connection) throws SQLException {
        Superuser.execute(connection, "create table planted (words text, bytes bytea)");
        try (var insert = connection.prepareStatement("insert into planted values (?, ?)")) {
            for (var one : planted.entrySet()) {
                var text = isText(one.getKey().disguise());
                insert.setString(1, text ? new String(one.getValue(), StandardCharsets.UTF_8) : null);
                insert.setBytes(2, text ? null : one.getValue());
                insert.executeUpdate();
            }
        }
    }

    /** What can stand in a text column; the others are bytes. */
    private static boolean isText(String disguise) {
        return !disguise.matches("GB18030|(reversed )?UTF-16..|MD5|SHA-1|SHA-256");
    }

    private void expectPlanted(String place, Set<Found> found, Set<Found> expected) {
        for (var one : expected) {
            rows.expect(found.contains(one), "the search misses the planted " + one + " in " + place);
        }
    }

    private void look(String place, byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            rows.fail(place + ": there is nothing to search");
        }
        look(place, hit -> {
            everything.in(bytes, hit);
            return (long) bytes.length;
        });
    }

    private Set<Found> look(String place, Path root) throws IOException {
        return look(place, hit -> Files.exists(root) ? everything.below(root, hit) : 0);
    }

    private interface Search {
        long tell(Consumer<Found> hit) throws IOException;
    }

    /** @return what of the planted person was found */
    private Set<Found> look(String place, Search search) throws IOException {
        var ofThePlanted = new HashSet<Found>();
        var ofCanaries = new TreeMap<String, Integer>();
        searched += search.tell(found -> {
            if (found.planted()) {
                ofThePlanted.add(found);
            } else {
                ofCanaries.merge(found.toString(), 1, Integer::sum);
            }
        });
        places++;
        hits += ofCanaries.values().stream().mapToInt(count -> count).sum();
        rows.expect(ofCanaries.isEmpty(), place + ": " + ofCanaries);
        return ofThePlanted;
    }
}
