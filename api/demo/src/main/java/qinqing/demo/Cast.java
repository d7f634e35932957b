package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Everybody who acts in the demo, logged in when first needed: a password check costs the server 40 ms. */
public final class Cast {

    /** The same for everybody: the demo's people are invented. */
    static final String PASSWORD = "Qinqing-Demo-2026";

    public static final String ADMIN_PHONE = "19900000000";
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** The server checks two passwords at a time: more people at the door would only wait until their time is up. */
    private static final Semaphore DOOR = new Semaphore(4);

    private record Token(String access, Instant expires) {}

    private final Api anyone;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, String> invitations = new ConcurrentHashMap<>();
    private volatile Duration ahead = Duration.ZERO;

    Cast(Api anyone) {
        this.anyone = anyone;
    }

    /** Whoever holds this role in this unit. */
    Api as(SyntheticAccount account, String unitId) {
        return as(account.phone(), account.role(), unitId);
    }

    Api as(String phone, String role, String unitId) {
        var person = people.computeIfAbsent(phone, Person::new);
        person.token(role + unitId);
        return anyone.as(() -> person.token(role + unitId));
    }

    /** The bearer token of a seat, fresh enough for a call; harnesses that speak raw HTTP ask for it. */
    String token(String phone, String role, String unitId) {
        return people.computeIfAbsent(phone, Person::new).token(role + unitId);
    }

    /** Logs in anew when next needed: the session is over. */
    void forget(String phone) {
        people.remove(phone);
    }

    Api admin(String countyId) {
        return as(ADMIN_PHONE, "ADMIN", countyId);
    }

    Api citizen() {
        return anyone;
    }

    /** Keeps the one-time code that came with an account until its owner is needed. */
    void invite(String phone, String code) {
        invitations.put(phone, code);
    }

    /** Those who never logged in still hold their codes. */
    void inherit(Cast other) {
        invitations.putAll(other.invitations);
    }

    int awake() {
        return people.size();
    }

    /** The assignments of whoever logs in with this phone. */
    List<JsonNode> assignments(String phone) {
        return people.computeIfAbsent(phone, Person::new).assignments();
    }

    /** The server's clock went forward: tokens are older than they look. */
    void goForward(Duration time) {
        ahead = ahead.plus(time);
    }

    /** By the server's clock. */
    Instant now() {
        return Instant.now().plus(ahead);
    }

    private final class Person {
        private final String phone;
        private final Map<String, Token> tokens = new HashMap<>();
        private Map<String, JsonNode> assignments = Map.of();
        private String refreshToken = "";

        Person(String phone) {
            this.phone = phone;
        }

        synchronized String token(String seat) {
            logIn();
            var held = tokens.get(seat);
            if (held != null && held.expires().minus(MARGIN).isAfter(now())) {
                return held.access();
            }
            var assignment = assignments.get(seat);
            if (assignment == null) {
                throw new IllegalStateException(
                        "nobody sits at " + seat + " with this phone, only " + assignments.keySet());
            }
            renew(assignment.required("id").asText());
            return Scene.known(tokens, seat).access();
        }

        synchronized List<JsonNode> assignments() {
            logIn();
            return List.copyOf(assignments.values());
        }

        private void logIn() {
            if (!refreshToken.isEmpty()) {
                return;
            }
            DOOR.acquireUninterruptibly();
            try {
                var code = invitations.remove(phone);
                if (code != null) {
                    accept(code);
                }
                take(anyone.post("/sessions", Map.of("phone", phone, "password", PASSWORD))
                        .body());
            } finally {
                DOOR.release();
            }
        }

        /** A code that is gone may have been taken by oneself, when the first answer got lost; the login that follows tells. */
        private void accept(String code) {
            try {
                anyone.post("/invitation-acceptances", Map.of("phone", phone, "code", code, "newPassword", PASSWORD));
            } catch (ApiProblem refused) {
                if (refused.status() != 422) {
                    throw refused;
                }
            }
        }

        private void renew(String assignment) {
            take(anyone.post("/sessions/refresh", Map.of("refreshToken", refreshToken, "assignmentId", assignment))
                    .body());
        }

        private void take(JsonNode session) {
            refreshToken = session.required("refreshToken").asText();
            assignments = session.required("assignments")
                    .valueStream()
                    .collect(Collectors.toMap(Cast::seat, a -> a, (a, _) -> a));
            tokens.put(
                    seat(session.required("assignment")),
                    new Token(
                            session.required("accessToken").asText(),
                            Instant.parse(
                                    session.required("accessTokenExpiresAt").asText())));
        }
    }

    private static String seat(JsonNode assignment) {
        return assignment.required("role").asText() + assignment.path("unitId").asText();
    }
}
