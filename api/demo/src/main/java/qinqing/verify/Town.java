package qinqing.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import qinqing.demo.Api;
import qinqing.demo.ServerProcess;

/**
 * The least of a county in which everything can be written that a fault may interrupt: an administrator, a clerk with a
 * programme, officials who declare and the head who signs. All of them are invented.
 */
final class Town {
    static final String ADMIN_PHONE = "19900000000";
    private static final String FIRST_PASSWORD = "Erste-Anmeldung-0001";
    private static final String PASSWORD = "Qinqing-Verify-2026";
    private static final String FIRST_DAY = "2025-01-01";

    /** @param phone to log in with */
    record Official(String id, String phone, String name, String idNumber) {}

    private final Api api;
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Official> officials = new ArrayList<>();
    private String county = "";
    private String programme = "";
    private int people;

    private Town(Api api) {
        this.api = api;
    }

    /** Settings of the server for a town in which everybody comes from one address. */
    static List<String> options(String... more) {
        var options = new ArrayList<>(List.of(
                "-Xmx512m",
                "-Dqinqing.first-admin.password=" + FIRST_PASSWORD,
                "-Dqinqing.login.waiting=64",
                "-Dqinqing.session.idle=P1D"));
        for (var bucket : List.of("default", "login", "refresh", "clearance", "public", "others")) {
            options.add("-Dqinqing.rate-limit." + bucket + ".calls=100000000");
        }
        options.addAll(List.of(more));
        return options;
    }

    /** For a server whose PostgreSQL is somewhere else. */
    static List<String> databaseAt(int port, String password) {
        return List.of(
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:" + port + "/qinqing",
                "-Dquarkus.datasource.reactive.url=postgresql://127.0.0.1:" + port + "/qinqing",
                "-Dquarkus.datasource.username=qinqing",
                "-Dquarkus.datasource.password=" + password);
    }

    /** Founds it on an empty server. */
    static Town found(ServerProcess server, int officials) {
        var town = new Town(server.api());
        var session = town.logIn(ADMIN_PHONE, FIRST_PASSWORD);
        town.county = session.required("assignment").required("unitId").asText();
        var clerk = town.hire("登记员", "CLERK", town.county, null);
        var head = town.register(clerk, "PARTY_HEAD", 0);
        town.seat(head, "ENDORSER");
        for (var number = 1; number <= officials; number++) {
            var official = town.register(clerk, "LEADERSHIP_MEMBER", number);
            town.seat(official, "OFFICIAL");
            town.officials.add(official);
        }
        town.officials.addFirst(head);
        town.programme = town.programme(clerk, town.county, "临时救助");
        return town;
    }

    Api admin() {
        return api.as(token(ADMIN_PHONE));
    }

    String clerk() {
        return phone(1);
    }

    String county() {
        return county;
    }

    String programme() {
        return programme;
    }

    /** Who signs for the others. */
    Official head() {
        return officials.getFirst();
    }

    List<Official> officials() {
        return officials.subList(1, officials.size());
    }

    /** The access token of whoever has this phone. */
    String token(String phone) {
        return Objects.requireNonNull(tokens.get(phone), phone);
    }

    /** Everybody logs in anew, at the server where it is now: tokens are short-lived. */
    Town at(ServerProcess server) {
        var town = new Town(server.api());
        town.county = county;
        town.programme = programme;
        town.officials.addAll(officials);
        town.people = people;
        for (var phone : tokens.keySet()) {
            town.logIn(phone, phone.equals(ADMIN_PHONE) ? FIRST_PASSWORD : PASSWORD);
        }
        return town;
    }

    /** @return the phone to log in with */
    String hire(String name, String role, String unit, @Nullable String official) {
        return hire(name, role, unit, official, phone(++people));
    }

    private String hire(String name, String role, String unit, @Nullable String official, String phone) {
        var account = new HashMap<String, Object>(Map.of(
                "name",
                name,
                "phone",
                phone,
                "assignments",
                List.of(Map.of("role", role, "unitId", unit, "from", FIRST_DAY))));
        if (official != null) {
            account.put("officialId", official);
        }
        var code = admin().post("/accounts", account)
                .body()
                .required("invitation")
                .required("code")
                .asText();
        api.post("/invitation-acceptances", Map.of("phone", phone, "code", code, "newPassword", PASSWORD));
        logIn(phone, PASSWORD);
        return phone;
    }

    /** A unit below the county. */
    String unit(String name) {
        return id(admin().post("/units", Map.of("name", name, "kind", "DEPARTMENT", "parentId", county))
                .body());
    }

    /** What a unit pays. */
    String programme(String clerk, String unit, String name) {
        return id(api.as(token(clerk))
                .post(
                        "/programmes",
                        Map.of(
                                "name",
                                name,
                                "kind",
                                "FUND",
                                "universal",
                                false,
                                "approvingUnitId",
                                unit,
                                "startsOn",
                                "2026-01-01",
                                "lateEntryReason",
                                "系统启用前已实施，补录"))
                .body());
    }

    private Official register(String clerk, String rank, int number) {
        var name = "田守" + "正清廉明公允信义和平".charAt(number % 10);
        var idNumber = idNumber(number);
        var phone = phone(++people);
        var entry = Map.of(
                "name", name,
                "sex", "MALE",
                "politicalStatus", "PARTY_MEMBER",
                "idNumber", idNumber,
                "phone", phone,
                "unitId", county,
                "postTitle", "科员",
                "rank", rank,
                "inspectionStaff", false);
        return new Official(id(api.as(token(clerk)).post("/officials", entry).body()), phone, name, idNumber);
    }

    private void seat(Official official, String role) {
        hire(official.name(), role, county, official.id(), official.phone());
    }

    private JsonNode logIn(String phone, String password) {
        var session = api.post("/sessions", Map.of("phone", phone, "password", password))
                .body();
        tokens.put(phone, session.required("accessToken").asText());
        return session;
    }

    private static String phone(int number) {
        return "1990001%04d".formatted(number);
    }

    /** Somebody invented, born on a day of 1980 (GB 11643: seventeen digits and their check). */
    static String idNumber(int number) {
        var digits =
                "50010219800%d%02d%03d".formatted(1 + number / 28 % 9, 1 + number % 28, 1 + 2 * (number / 252 % 499));
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        var sum = 0;
        for (var at = 0; at < weights.length; at++) {
            sum += weights[at] * (digits.charAt(at) - '0');
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    static String id(JsonNode thing) {
        return thing.required("id").asText();
    }

    /** Nothing of a harness stays behind. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
