package qinqing.verify.fuzz;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import qinqing.demo.ApiProblem;
import qinqing.demo.Rehearsal;
import qinqing.demo.SyntheticAccount;

/** Somebody of every role, those first who have work on their desk. */
final class Players {

    private static final int OF_A_ROLE = 3;
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);
    private static final List<String> ROLES =
            List.of("ADMIN", "CLERK", "ENDORSER", "VERIFIER", "INSPECTOR", "COUNTY_INSPECTOR", "OFFICIAL");
    private static final List<String> SCOPES = List.of(
            "sites:write",
            "programmes:read",
            "programmes:write",
            "beneficiaries:write",
            "matching:query",
            "clearances:write",
            "clearances:read");

    private Players() {}

    static List<Player> of(Rehearsal rehearsal, TextGateway gateway) throws Exception {
        var players = new ArrayList<Player>();
        for (var role : ROLES) {
            var number = 0;
            for (var account : chosen(rehearsal, role)) {
                players.add(person(rehearsal, account, role + "-" + ++number));
            }
        }
        players.add(system(rehearsal, "SYSTEM-1", SCOPES));
        players.add(system(rehearsal, "SYSTEM-2", List.of("clearances:write", "clearances:read", "sandbox")));
        players.add(citizen(rehearsal, gateway));
        return players;
    }

    private static List<SyntheticAccount> chosen(Rehearsal rehearsal, String role) {
        var all = rehearsal.accounts().stream()
                .filter(account -> account.role().equals(role))
                .toList();
        // the first, the last and one in the middle: head of the county, a township, a department
        return all.size() <= OF_A_ROLE ? all : List.of(all.getFirst(), all.get(all.size() / 2), all.getLast());
    }

    private static Player person(Rehearsal rehearsal, SyntheticAccount account, String name) {
        return new Player(
                name, account.role(), () -> tolerant(() -> rehearsal.token(account)), () -> rehearsal.forget(account));
    }

    /** Who was locked out by a call goes on with a token that is refused, which has to be answered properly too. */
    private static String tolerant(Supplier<String> token) {
        try {
            return token.get();
        } catch (ApiProblem | IllegalStateException lockedOut) {
            return "locked.out.token";
        }
    }

    private static Player system(Rehearsal rehearsal, String name, List<String> scopes) {
        var sites = rehearsal.anyone().items("/sites?limit=200").stream()
                .map(site -> site.required("id").asText())
                .limit(50)
                .toList();
        var secret = rehearsal
                .admin()
                .post(
                        "/api-clients",
                        Map.of("name", name, "unitId", rehearsal.countyId(), "scopes", scopes, "siteIds", sites))
                .body()
                .required("secret");
        var token = new Held(() -> rehearsal
                .anyone()
                .systemToken(
                        secret.required("clientId").asText(),
                        secret.required("clientSecret").asText(),
                        String.join(" ", scopes)));
        return new Player(name, "SYSTEM", () -> tolerant(token), token::forget);
    }

    private static Player citizen(Rehearsal rehearsal, TextGateway gateway) throws InterruptedException {
        var phone = "19911112222";
        var anyone = rehearsal.anyone();
        anyone.post("/one-time-codes", Map.of("phone", phone, "purpose", "CITIZEN_SIGN_IN"));
        var session = anyone.post("/sessions", Map.of("phone", phone, "oneTimeCode", gateway.code(phone)))
                .body();
        var refresh = new String[] {session.required("refreshToken").asText()};
        var token = new Held(() -> {
            var renewed = anyone.post("/sessions/refresh", Map.of("refreshToken", refresh[0]))
                    .body();
            refresh[0] = renewed.required("refreshToken").asText();
            return renewed.required("accessToken").asText();
        });
        return new Player("CITIZEN", "CITIZEN", () -> tolerant(token), token::forget);
    }

    /** A token kept for as long as it is surely good. */
    private static final class Held implements Supplier<String> {
        private final Supplier<String> source;
        private String token = "";
        private Instant since = Instant.EPOCH;

        Held(Supplier<String> source) {
            this.source = source;
        }

        @Override
        public String get() {
            if (token.isEmpty() || since.plus(RENEWED_AFTER).isBefore(Instant.now())) {
                token = source.get();
                since = Instant.now();
            }
            return token;
        }

        void forget() {
            token = "";
        }
    }
}
