package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the demo's steps hand on to each other: the invented county, the running server, and the ids it gave out. */
final class Scene {

    final SyntheticCounty county;
    final ServerProcess server;
    final Progress progress;
    final Cast cast;
    final Path folder;
    final Tally tally = new Tally();

    /** By the county's code of the unit. */
    final Map<String, String> unitIds = new ConcurrentHashMap<>();

    /** By the official's number. */
    final Map<Integer, String> officialIds = new ConcurrentHashMap<>();

    /** By the programme's code. */
    final Map<String, String> programmeIds = new ConcurrentHashMap<>();

    /** By the file's name. */
    final Map<String, String> batchIds = new ConcurrentHashMap<>();

    /** Code of the unit by its board. */
    final Map<String, String> boardUnits = new ConcurrentHashMap<>();

    /** The county's board on the web, which reports by itself what it shows. */
    String webBoard = "";

    private final Map<String, String> unitCodes = new ConcurrentHashMap<>();
    private final Map<String, List<SyntheticAccount>> accountsByUnit = new HashMap<>();
    private final Map<Integer, List<SyntheticAccount>> accountsByOfficial = new HashMap<>();

    Scene(SyntheticCounty county, ServerProcess server, Progress progress, Path folder) {
        this.county = county;
        this.server = server;
        this.progress = progress;
        this.folder = folder;
        this.cast = new Cast(server.api());
        for (var account : county.accounts()) {
            accountsByUnit
                    .computeIfAbsent(account.unitCode(), _ -> new ArrayList<>())
                    .add(account);
            accountsByOfficial
                    .computeIfAbsent(account.official(), _ -> new ArrayList<>())
                    .add(account);
        }
    }

    boolean isSmall() {
        return county.size() == CountySize.SMALL;
    }

    String unitId(String code) {
        return known(unitIds, code);
    }

    /** The county's code of a unit whose id the server names. */
    String unitCode(String id) {
        if (unitCodes.size() < unitIds.size()) {
            unitIds.forEach((code, unit) -> unitCodes.put(unit, code));
        }
        return known(unitCodes, id);
    }

    static <K, V> V known(Map<K, V> ids, K key) {
        return Objects.requireNonNull(ids.get(key), () -> "nothing is known about " + key);
    }

    String countyId() {
        return unitId(Gazetteer.COUNTY);
    }

    Api admin() {
        return cast.admin(countyId());
    }

    /** The first who holds the role in the unit. */
    Api of(String role, String unitCode) {
        return as(holders(role, unitCode).findFirst().orElseThrow());
    }

    Api as(SyntheticAccount account) {
        return cast.as(account, unitId(account.unitCode()));
    }

    /** The clerk of the unit or of the nearest one above it that has any. */
    Api clerkNear(String unitCode) {
        for (var at = county.unit(unitCode); at.parentCode() != null; at = county.unit(at.parentCode())) {
            var clerk = holders("CLERK", at.code()).findFirst();
            if (clerk.isPresent()) {
                return as(clerk.get());
            }
        }
        return cast.as(SetsUpCounty.REGISTRAR_PHONE, "CLERK", countyId());
    }

    Stream<SyntheticAccount> holders(String role, String unitCode) {
        return accountsByUnit.getOrDefault(unitCode, List.of()).stream()
                .filter(account -> account.role().equals(role));
    }

    List<SyntheticAccount> accountsOf(int official) {
        return accountsByOfficial.getOrDefault(official, List.of());
    }

    /** The official in that role, in whichever unit. */
    Api official(int official, String role) {
        return as(accountsOf(official).stream()
                .filter(account -> account.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("official " + official + " is no " + role)));
    }

    /** The county's inspection body, which sees everything. */
    Api inspector() {
        return as(county.accounts().stream()
                .filter(account -> account.role().equals("COUNTY_INSPECTOR"))
                .findFirst()
                .orElseThrow());
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** A list in the demo's folder, as an office would keep it. */
    Path write(String name, Writing writing) throws IOException {
        var path = Files.createDirectories(folder.resolve("lists")).resolve(name);
        try (var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            writing.to(out);
        }
        return path;
    }

    /** Uploads a list and waits until it is read; not one row may be left out. */
    JsonNode importList(Api actor, String path, Path list, Progress.Step step) throws IOException {
        var asked = actor.upload(path, Map.of(), list, list.getFileName().toString());
        var done = actor.poll(
                "/imports/" + id(asked.body()),
                SetsUpCounty::isOver,
                state -> step.to(state.required("counts").required("kept").asLong()));
        if (!done.required("state").asText().equals("SUCCEEDED")
                || done.required("counts").required("withErrors").asLong() > 0) {
            throw new IllegalStateException(list.getFileName() + ": " + done
                    + actor.get("/imports/" + id(done) + "/row-errors?limit=5").body());
        }
        return done;
    }

    static String id(JsonNode thing) {
        return thing.required("id").asText();
    }
}
