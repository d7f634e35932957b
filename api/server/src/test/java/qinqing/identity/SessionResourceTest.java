package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Phone;
import qinqing.vault.Passwords;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class SessionResourceTest {
    private static final String PASSWORD = "乌江画廊-2026-夏";

    @Inject
    Actors actors;

    @Inject
    Passwords passwords;

    @Inject
    Phones phones;

    private UUID township;
    private Actor clerk;
    private Phone phone;

    @BeforeEach
    void a_clerk_with_a_password() {
        township = actors.unit("TOWNSHIP", "荔枝街道");
        clerk = actors.person(Role.CLERK, township, null, passwords.hash(PASSWORD));
        phone = Actors.phone();
        actors.run(
                "update account set phone_token = ?, phone_sealed = ? where id = ?",
                phones.token(phone),
                phones.seal(phone, clerk.accountId()),
                clerk.accountId());
    }

    @Test
    void phone_and_password_open_a_session_in_an_assignment() {
        logIn(PASSWORD)
                .statusCode(201)
                .body("accessToken", notNullValue())
                .body("tokenType", equalTo("Bearer"))
                .body("assignment.role", equalTo("CLERK"))
                .body("assignment.unitId", equalTo(township.toString()))
                .body("assignments.size()", equalTo(1))
                .body("passwordChangeRequired", equalTo(false));
    }

    @Test
    void the_phone_may_be_typed_as_people_type_it() {
        var digits = phone.value();
        given().contentType("application/json")
                .body(Map.of(
                        "phone",
                        "+86 " + digits.substring(0, 3) + "-" + digits.substring(3, 7) + " " + digits.substring(7),
                        "password",
                        PASSWORD))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201);
    }

    @Test
    void a_wrong_password_and_an_unknown_phone_get_the_same_answer() {
        var wrong = logIn("荔枝古道-1999").statusCode(401).extract().jsonPath();
        var unknown = given().contentType("application/json")
                .body(Map.of("phone", Actors.phone().value(), "password", PASSWORD))
                .post("/api/v1/sessions")
                .then()
                .statusCode(401)
                .extract()
                .jsonPath();
        assertThat(wrong.getString("type")).isEqualTo("/problems/login-failed").isEqualTo(unknown.getString("type"));
        assertThat(wrong.getString("title")).isEqualTo(unknown.getString("title"));
    }

    @Test
    void five_failures_lock_a_phone_even_for_the_right_password_known_or_not() {
        var unknown = Actors.phone();
        for (int i = 0; i < LoginFailures.BEFORE_LOCK; i++) {
            logIn("wrong-" + i).statusCode(401);
            logIn(unknown, "wrong-" + i).statusCode(401);
        }
        logIn(PASSWORD).statusCode(429).header("Retry-After", notNullValue());
        logIn(unknown, PASSWORD).statusCode(429).header("Retry-After", notNullValue());
        actors.run("update login_failure set locked_until = locked_until - interval '1 hour'");
        logIn(PASSWORD).statusCode(201);
    }

    @Test
    void a_refresh_token_works_once_and_its_second_use_ends_the_whole_family() {
        var first = logIn(PASSWORD).extract().<String>path("refreshToken");
        var second = refresh(first).statusCode(200).extract();
        String access = second.path("accessToken");
        me(access).statusCode(200);
        refresh(first).statusCode(401).body("type", equalTo("/problems/session-ended"));
        refresh(second.path("refreshToken")).statusCode(401);
        me(access).statusCode(401);
    }

    @Test
    void a_made_up_refresh_token_ends_nothing() {
        var token = logIn(PASSWORD).extract().<String>path("refreshToken");
        var parsed = RefreshToken.parse(token).orElseThrow();
        var forged = new RefreshToken(parsed.sessionId(), new byte[16], new byte[32]).text();
        refresh(forged).statusCode(401);
        refresh("x").statusCode(401);
        refresh(token).statusCode(200);
    }

    @Test
    void switching_the_assignment_is_a_refresh_and_strangers_assignments_are_refused() {
        var inspection = actors.assignment(clerk.accountId(), Role.ENDORSER, township);
        var strangers = actors.person(Role.ADMIN, actors.county(), null).assignmentId();
        var token = logIn(PASSWORD).extract().<String>path("refreshToken");
        var switched = given().contentType("application/json")
                .body(Map.of("refreshToken", token, "assignmentId", inspection))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(200)
                .body("assignment.role", equalTo("ENDORSER"))
                .extract();
        given().contentType("application/json")
                .body(Map.of("refreshToken", switched.<String>path("refreshToken"), "assignmentId", strangers))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(422);
    }

    @Test
    void logging_out_ends_the_access_token_too() {
        var session = logIn(PASSWORD).extract();
        String access = session.path("accessToken");
        given().auth().oauth2(access).delete("/api/v1/sessions/current").then().statusCode(204);
        me(access).statusCode(401);
        refresh(session.path("refreshToken")).statusCode(401);
    }

    private static ValidatableResponse me(String access) {
        return given().auth().oauth2(access).get("/api/v1/me").then();
    }

    private ValidatableResponse logIn(String password) {
        return logIn(phone, password);
    }

    private static ValidatableResponse logIn(Phone phone, String password) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "password", password))
                .post("/api/v1/sessions")
                .then();
    }

    private static ValidatableResponse refresh(String token) {
        return given().contentType("application/json")
                .body(Map.of("refreshToken", token))
                .post("/api/v1/sessions/refresh")
                .then();
    }
}
