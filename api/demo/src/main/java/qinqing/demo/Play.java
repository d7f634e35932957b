package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The whole procedure, played by everybody in the invented county on a fresh server: for the demo, and for harnesses that look at what it leaves. */
public final class Play {

    private static final String ONE_TIME_PASSWORD = "Erste-Anmeldung-0001";

    /** Ten days: seven whole ones on every board, and the midnights around them (A10.2). */
    private static final int HALF_DAYS = 18;

    final Scene scene;
    private @Nullable JsonNode notice;

    Play(Scene scene) {
        this.scene = scene;
    }

    /**
     * @param server fresh, started with {@link #serverOptions}
     * @param folder where the offices keep the lists they write and upload
     */
    public static Play on(SyntheticCounty county, ServerProcess server, Path folder) {
        return new Play(new Scene(county, server, Progress.onStandardOutput(), folder));
    }

    /** Goes on where another play on the same data ended: the server was started again. */
    public Play inherit(Play other) {
        scene.unitIds.putAll(other.scene.unitIds);
        scene.officialIds.putAll(other.scene.officialIds);
        scene.programmeIds.putAll(other.scene.programmeIds);
        scene.batchIds.putAll(other.scene.batchIds);
        scene.boardUnits.putAll(other.scene.boardUnits);
        scene.webBoard = other.scene.webBoard;
        scene.cast.inherit(other.scene.cast);
        return this;
    }

    /** For Java: what a server needs so that a whole county can act from one address, and days pass in a moment. */
    public static List<String> serverOptions(String heap) {
        var options = new ArrayList<>(List.of(
                heap,
                "-Dqinqing.demo.clock=true",
                "-Dqinqing.api-docs=true",
                "-Dqinqing.first-admin.password=" + ONE_TIME_PASSWORD,
                // all the county's people sit at one address here, and come back after eight days
                "-Dqinqing.session.idle=P60D",
                "-Dqinqing.login.waiting=64",
                // server, database and the whole county's people share the machine: an answer may take its time
                "-Dqinqing.admission.read-within=PT60S",
                "-Dqinqing.admission.write-within=PT60S",
                "-Dqinqing.database.free-within=PT30S",
                "-Dqinqing.database.silent-for=PT60S",
                "-Dqinqing.clearance.persons-per-day-of-a-system=10000000"));
        for (var bucket : List.of("login", "refresh", "public", "others")) {
            options.add("-Dqinqing.rate-limit." + bucket + ".calls=1000000");
        }
        return options;
    }

    /** From the first day of the administrator to the last question of the payment system. */
    public void run() throws Exception {
        collect();
        var matches = new Compares(scene).run();
        var compliant = new Verifies(scene).run(matches);
        var byId = matches.stream().collect(Collectors.toMap(Scene::id, match -> match));
        var publishes = new Publishes(scene);
        var drafts = publishes.drafts(compliant, byId);
        var late = Math.max(1, drafts.size() / 20);
        var onTime = drafts.subList(0, drafts.size() - late);
        var notices = publishes.run(onTime, "公示 published");
        new RaisesObjection(scene).run(notices.getFirst(), List.of(notices.getLast()));
        goForward(notices);
        publishes.run(drafts.subList(drafts.size() - late, drafts.size()), "公示（期未满）published later");
        new AsksClearance(scene).run();
        notice = notices.get(notices.size() / 2);
    }

    /** Its first half: everybody is registered, has declared, and the lists are there. */
    public void collect() throws Exception {
        new SetsUpCounty(scene).run(ONE_TIME_PASSWORD);
        new Declares(scene).run();
        new CollectsLists(scene).run();
    }

    /** The days pass; the web board reports twice a day. */
    private void goForward(List<JsonNode> notices) throws IOException, InterruptedException {
        var board = WebBoard.register(scene);
        var numbers = notices.stream()
                .map(notice -> notice.required("number").asText())
                .toList();
        try (var step = scene.progress.start("九天过去 nine days pass", HALF_DAYS)) {
            for (var half = 0; half < HALF_DAYS; half++) {
                board.heartbeat(numbers);
                scene.server.goForward(Duration.ofHours(12));
                scene.cast.goForward(Duration.ofHours(12));
                step.advance();
            }
            board.heartbeat(numbers);
            scene.inspector()
                    .poll(
                            "/notices?state=DISPLAYED&limit=1",
                            page -> page.required("items").isEmpty(),
                            page -> {});
        }
    }

    /** A notice on display, to look at. */
    public JsonNode notice() {
        if (notice == null) {
            throw new IllegalStateException("nothing was played yet");
        }
        return notice;
    }

    public SyntheticCounty county() {
        return scene.county;
    }

    public Api anyone() {
        return scene.cast.citizen();
    }

    public Api admin() {
        return scene.admin();
    }

    /** The county's inspection body, which sees everything. */
    public Api inspector() {
        return scene.inspector();
    }

    /** The first who holds the role in the unit. */
    public Api of(String role, String unitCode) {
        return scene.of(role, unitCode);
    }

    /** Some system of the county with these scopes. */
    public Api system(String name, List<String> scopes) {
        var secret = admin().post("/api-clients", Map.of("name", name, "unitId", scene.countyId(), "scopes", scopes))
                .body()
                .required("secret");
        return anyone().asSystem(
                        secret.required("clientId").asText(),
                        secret.required("clientSecret").asText(),
                        String.join(" ", scopes));
    }

    /** What the people of the play log in with, the administrator too. */
    public static String password() {
        return Cast.PASSWORD;
    }

    public String programmeId(SyntheticProgramme programme) {
        return Scene.known(scene.programmeIds, programme.code());
    }

    /** Of every list that was uploaded. */
    public Collection<String> batchIds() {
        return scene.batchIds.values();
    }

    /** Relatives who are in a list first, then the other declared ones whose ID number the declaration has. */
    public Set<Person> peopleOfTheProcedure() {
        var people = new LinkedHashSet<Person>();
        scene.county
                .truth()
                .matches()
                .forEach(match -> people.add(scene.county.people().get(match.person())));
        scene.county.officials().forEach(official -> official.relatives().stream()
                .filter(DeclaredRelative::idKnown)
                .forEach(relative -> people.add(relative.person())));
        return people;
    }
}
