package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
@QuarkusTestResource(FakeIdentityProvider.class)
class FederatedSessionResourceTest {
    private static final String VERIFIER = "a-verifier-that-only-this-phone-knows-0123456789";

    @Inject
    Actors actors;

    private String subject;

    @BeforeEach
    void someone_bound_to_the_provider() {
        Actor endorser = actors.person(Role.ENDORSER, actors.unit("DEPARTMENT", "民政局"), null);
        subject = "county-" + UUID.randomUUID();
        actors.run("update account set federated_subject = ? where id = ?", subject, endorser.accountId());
    }

    @Test
    void who_signs_in_there_has_a_session_here() throws Exception {
        String access = logIn(VERIFIER, Map.of())
                .statusCode(201)
                .body("assignment.role", equalTo("ENDORSER"))
                .extract()
                .path("accessToken");
        given().auth().oauth2(access).get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void a_stolen_code_is_worth_nothing_without_its_verifier() throws Exception {
        logIn("somebody-elses-verifier-0123456789-0123456789-01", Map.of()).statusCode(401);
    }

    @TestFactory
    Stream<DynamicTest> no_other_token_is_believed() {
        return Stream.of(
                        Map.of("sub", "nobody we know"),
                        Map.of("aud", "another-client"),
                        Map.of("iss", "https://elsewhere.example"),
                        Map.of("life", "-1"),
                        Map.of("age", "3600"),
                        Map.of("stranger", "true"))
                .map(change -> DynamicTest.dynamicTest(
                        change.toString(), () -> logIn(VERIFIER, change).statusCode(401)));
    }

    @Test
    void people_are_sent_back_only_to_where_the_county_said() throws Exception {
        given().contentType("application/json")
                .body(Map.of(
                        "code",
                        FakeIdentityProvider.code(VERIFIER, Map.of("sub", subject)),
                        "codeVerifier",
                        VERIFIER,
                        "redirectUri",
                        "https://evil.example/"))
                .post("/api/v1/sessions/federated")
                .then()
                .statusCode(401);
    }

    @Test
    void clients_learn_where_a_sign_in_begins_and_may_keep_it() {
        var first = given().get("/api/v1/identity-provider")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("clientId", equalTo(FakeIdentityProvider.CLIENT))
                .extract();
        given().header("If-None-Match", first.header("ETag"))
                .get("/api/v1/identity-provider")
                .then()
                .statusCode(304);
    }

    private ValidatableResponse logIn(String verifier, Map<String, String> changes) throws Exception {
        var claims = new HashMap<>(Map.of("sub", subject));
        claims.putAll(changes);
        return given().contentType("application/json")
                .body(Map.of(
                        "code",
                        FakeIdentityProvider.code(VERIFIER, claims),
                        "codeVerifier",
                        verifier,
                        "redirectUri",
                        FakeIdentityProvider.REDIRECT))
                .post("/api/v1/sessions/federated")
                .then();
    }
}
