package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The small county at work on a server of its own, without a word: what a harness needs before it can try to break
 * something. Some matters are left at every step of the procedure. Its folder goes away with it.
 */
public final class Rehearsal implements AutoCloseable {

    private static final String ONE_TIME_PASSWORD = "Erste-Anmeldung-0001";
    private static final int LEFT_UNVERIFIED = 12;
    private static final int LEFT_UNSIGNED = 3;
    private static final int LEFT_AS_DRAFTS = 3;
    private static final int PUBLISHED = 8;

    private final Scene scene;
    private final List<String> options;
    private ServerProcess server;

    private Rehearsal(Scene scene, List<String> options) {
        this.scene = scene;
        this.options = options;
        this.server = scene.server;
    }

    /**
     * Plays up to the first published notices, with one objection settled and some waiting.
     *
     * @param seed of the county's people
     * @param options more of them for the server's Java
     */
    public static Rehearsal play(long seed, List<String> options) throws Exception {
        var folder = Files.createTempDirectory("qinqing-verify-");
        try {
            var county = SyntheticCounty.of(CountySize.SMALL, seed);
            var silent = new Progress(new PrintStream(OutputStream.nullOutputStream()), false, System::nanoTime);
            var all = options(options);
            var server = ServerProcess.start(folder, all);
            var rehearsal = new Rehearsal(new Scene(county, server, silent, folder), all);
            try {
                rehearsal.play();
            } catch (Exception broken) {
                rehearsal.server().close();
                throw broken;
            }
            return rehearsal;
        } catch (Exception broken) {
            delete(folder);
            throw broken;
        }
    }

    private static List<String> options(List<String> more) {
        var options = new ArrayList<>(List.of(
                "-Xmx512m",
                "-Dqinqing.demo.clock=true",
                "-Dqinqing.first-admin.password=" + ONE_TIME_PASSWORD,
                "-Dqinqing.session.idle=P60D",
                "-Dqinqing.login.waiting=64",
                "-Dqinqing.clearance.persons-per-day=10000000",
                "-Dqinqing.clearance.persons-per-day-of-a-system=10000000"));
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
                "tracking")) {
            options.add("-Dqinqing.rate-limit." + bucket + ".calls=1000000");
        }
        options.addAll(more);
        return options;
    }

    private void play() throws Exception {
        new SetsUpCounty(scene).run(ONE_TIME_PASSWORD);
        new Declares(scene).run();
        new CollectsLists(scene).run();
        var compares = new Compares(scene);
        var matches = compares.find();
        var byId = matches.stream().collect(Collectors.toMap(Scene::id, match -> match));
        var publishes = new Publishes(scene);
        var compliant = verify();
        var drafts = publishes.drafts(compliant, byId);
        var published = drafts.subList(0, Math.min(PUBLISHED, drafts.size()));
        var notices = publishes.run(published, "");
        drafts.subList(published.size(), Math.min(published.size() + LEFT_AS_DRAFTS, drafts.size()))
                .forEach(publishes::draft);
        new RaisesObjection(scene).run(notices.getFirst(), List.of(notices.getLast(), notices.get(1)));
    }

    /** Each step of a verification has some left in it. */
    private List<JsonNode> verify() throws Exception {
        var tasks = scene.inspector().items("/verifications?state=OPEN&limit=200");
        var verifies = new Verifies(scene);
        var done = tasks.subList(Math.min(LEFT_UNVERIFIED, tasks.size()), Math.min(tasks.size(), LEFT_UNVERIFIED + 60));
        var signed = done.subList(Math.min(LEFT_UNSIGNED, done.size()), done.size());
        for (var task : done.subList(0, done.size() - signed.size())) {
            verifies.find(Scene.id(task), "COMPLIANT");
        }
        AtOnce.each(signed, task -> verifies.verify(Scene.id(task), "COMPLIANT"));
        return signed;
    }

    public ServerProcess server() {
        return server;
    }

    /** As {@code kill -9} does it, and started again on the same data and port: everybody's token stays good. */
    public void killAndRestart() throws Exception {
        var port = server.address().getPort();
        server.kill();
        var samePort = new ArrayList<>(options);
        samePort.add("-Dquarkus.http.port=" + port);
        server = ServerProcess.start(scene.folder, samePort);
    }

    /** Whoever has to write down the finding. */
    public SyntheticAccount ownerOf(JsonNode verification) {
        return new Verifies(scene)
                .owner(
                        verification,
                        scene.unitCode(verification.required("unitId").asText()));
    }

    /** Whoever signs what this official declares (A5). */
    public SyntheticAccount signerOf(SyntheticOfficial official) {
        return seat(official.signer().number(), "ENDORSER");
    }

    /** An official's own account in that role. */
    public SyntheticAccount seat(int official, String role) {
        return scene.accountsOf(official).stream()
                .filter(account -> account.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** Annex 2 as the official fills it in. */
    public Map<String, Object> form(SyntheticOfficial official) {
        return Declares.form(official);
    }

    /** The clerk of a unit, by the unit's id. */
    public SyntheticAccount clerkOf(String unitId) {
        return scene.holders("CLERK", scene.unitCode(unitId)).findFirst().orElseThrow();
    }

    /** Data directory of the server, its log included. */
    public Path folder() {
        return scene.folder;
    }

    public SyntheticCounty county() {
        return scene.county;
    }

    /** The first administrator and the registrar at the head of those who hold a role in a unit of the county. */
    public List<SyntheticAccount> accounts() {
        var all = new ArrayList<SyntheticAccount>();
        all.add(new SyntheticAccount(-1, "管理员", Cast.ADMIN_PHONE, Gazetteer.COUNTY, "ADMIN"));
        all.add(new SyntheticAccount(-1, "组织部登记员", SetsUpCounty.REGISTRAR_PHONE, Gazetteer.COUNTY, "CLERK"));
        all.addAll(scene.county.accounts());
        return all;
    }

    public Api anyone() {
        return scene.cast.citizen();
    }

    public Api as(SyntheticAccount account) {
        return scene.as(account);
    }

    /** The bearer token of whoever holds the role, logged in when needed. */
    public String token(SyntheticAccount account) {
        return scene.cast.token(account.phone(), account.role(), scene.unitId(account.unitCode()));
    }

    /** Whoever sits here has to log in again. */
    public void forget(SyntheticAccount account) {
        scene.cast.forget(account.phone());
    }

    public Api admin() {
        return scene.admin();
    }

    public String countyId() {
        return scene.countyId();
    }

    /** The id of a unit of the county. */
    public String unitId(String code) {
        return scene.unitId(code);
    }

    /** Ids of the programmes by their codes. */
    public Map<String, String> programmeIds() {
        return Map.copyOf(scene.programmeIds);
    }

    /** The server's clock and everybody's go forward together. */
    public void goForward(Duration time) throws Exception {
        server.goForward(time);
        scene.cast.goForward(time);
    }

    @Override
    public void close() throws Exception {
        server.close();
        delete(scene.folder);
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
