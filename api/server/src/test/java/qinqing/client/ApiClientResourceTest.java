package qinqing.client;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ApiClientResourceTest {
    @Inject
    Actors actors;

    @Inject
    ApiClients clients;

    private String admin;

    @BeforeEach
    void an_administrator() {
        admin = actors.token(Role.ADMIN, actors.county());
    }

    @Test
    void a_system_gets_a_token_for_its_secret_in_the_form_or_by_basic() {
        var client = register(List.of("clearances:write", "clearances:read"), List.of());
        token(client, null)
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(900))
                .body("scope", equalTo("clearances:read clearances:write"));
        given().auth()
                .preemptive()
                .basic(client.path("secret.clientId"), client.path("secret.clientSecret"))
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "clearances:read")
                .post("/oauth2/token")
                .then()
                .statusCode(200)
                .body("scope", equalTo("clearances:read"));
    }

    @Test
    void errors_are_those_of_the_standard() {
        var client = register(List.of("clearances:read"), List.of());
        token(client, "clearances:write").statusCode(400).body("error", equalTo("invalid_scope"));
        given().formParam("grant_type", "client_credentials")
                .formParam("client_id", client.<String>path("secret.clientId"))
                .formParam("client_secret", "wrong")
                .post("/oauth2/token")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .body("error", equalTo("invalid_client"));
    }

    @Test
    void a_system_is_no_person_and_people_need_no_scope() {
        String access = token(register(List.of("clearances:read"), List.of()), null)
                .extract()
                .path("access_token");
        given().auth().oauth2(access).get("/api/v1/me").then().statusCode(403);
    }

    @Test
    void narrowed_scopes_and_disabling_take_effect_at_once() {
        var client = register(List.of("clearances:read", "programmes:read"), List.of());
        String wide = token(client, null).extract().path("access_token");
        String narrow = token(client, "clearances:read").extract().path("access_token");
        me(wide, 403);
        String id = client.path("client.id");
        as(admin)
                .header("If-Match", etag(id))
                .body(Map.of("name", "一卡通 " + id, "scopes", List.of("clearances:read")))
                .put("/api/v1/api-clients/{id}", id)
                .then()
                .statusCode(200)
                .body("scopes.size()", equalTo(1));
        me(wide, 401);
        me(narrow, 403);
        as(admin).delete("/api/v1/api-clients/{id}", id).then().statusCode(428);
        as(admin)
                .header("If-Match", etag(id))
                .delete("/api/v1/api-clients/{id}", id)
                .then()
                .statusCode(204);
        me(narrow, 401);
        token(client, null).statusCode(401);
    }

    @Test
    void the_old_secret_works_for_the_overlap_and_not_without_one() {
        var client = register(List.of("clearances:read"), List.of());
        String id = client.path("client.id");
        as(admin)
                .body(Map.of("overlapHours", 24))
                .post("/api/v1/api-clients/{id}/secrets", id)
                .then()
                .statusCode(201)
                .body("previousValidUntil", notNullValue());
        token(client, null).statusCode(200);
        as(admin)
                .body(Map.of("overlapHours", 0))
                .post("/api/v1/api-clients/{id}/secrets", id)
                .then()
                .statusCode(201);
        token(client, null).statusCode(401);
    }

    @Test
    void a_client_comes_from_its_networks_only() {
        token(register(List.of("clearances:read"), List.of("10.20.0.0/16")), null)
                .statusCode(401);
        token(register(List.of("clearances:read"), List.of("10.20.0.0/16", "127.0.0.0/8", "::1/128")), null)
                .statusCode(200);
        as(admin)
                .body(Map.of("name", "x", "scopes", List.of("sandbox"), "allowedNetworks", List.of("10.20.0.0/99")))
                .post("/api/v1/api-clients")
                .then()
                .statusCode(400);
    }

    @Test
    void a_token_is_worth_nothing_outside_of_the_networks_agreed_meanwhile() {
        var client = register(List.of("clearances:read"), List.of());
        String access = token(client, null).extract().path("access_token");
        String id = client.path("client.id");
        me(access, 403);
        as(admin)
                .header("If-Match", etag(id))
                .body(Map.of(
                        "name",
                        "一卡通 " + id,
                        "scopes",
                        List.of("clearances:read"),
                        "allowedNetworks",
                        List.of("10.20.0.0/16")))
                .put("/api/v1/api-clients/{id}", id)
                .then()
                .statusCode(200);
        me(access, 401);
    }

    @Test
    void a_system_asks_as_often_a_day_as_was_agreed() {
        var id = UUID.fromString(register(List.of("matching:query"), List.of()).path("client.id"));
        spend(id, 1_000_000);
        actors.run("update api_client set daily_query_quota = 1000010 where id = ?", id);
        spend(id, 9);
        var refusal = org.assertj.core.api.Assertions.catchThrowableOfType(ProblemException.class, () -> spend(id, 2));
        org.assertj.core.api.Assertions.assertThat(refusal.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        org.assertj.core.api.Assertions.assertThat(refusal.retryAfter().orElseThrow())
                .isPositive()
                .isLessThanOrEqualTo(java.time.Duration.ofDays(1));
        spend(id, 1);
    }

    private void spend(UUID client, int queries) {
        Await.answer(() -> Panache.withTransaction(() -> clients.spend(client, queries)));
    }

    @Test
    void the_administrator_finds_it_in_the_list() {
        var client = register(List.of("sandbox"), List.of());
        String id = client.path("client.id");
        @Nullable String cursor = null;
        boolean found = false;
        do {
            var page = as(admin).queryParam("limit", 200);
            if (cursor != null) {
                page.queryParam("cursor", cursor);
            }
            var answer = page.get("/api/v1/api-clients").then().statusCode(200).extract();
            found |= answer.<List<String>>path("items.id").contains(id);
            cursor = answer.path("nextCursor");
        } while (cursor != null);
        org.assertj.core.api.Assertions.assertThat(found).isTrue();
    }

    private ExtractableResponse<Response> register(List<String> scopes, List<String> networks) {
        return as(admin)
                .body(Map.of("name", "一卡通 " + UUID.randomUUID(), "scopes", scopes, "allowedNetworks", networks))
                .post("/api/v1/api-clients")
                .then()
                .statusCode(201)
                .body("client.scopes", hasItem(scopes.getFirst()))
                .extract();
    }

    private static ValidatableResponse token(ExtractableResponse<Response> client, @Nullable String scope) {
        var request = given().formParam("grant_type", "client_credentials")
                .formParam("client_id", client.<String>path("secret.clientId"))
                .formParam("client_secret", client.<String>path("secret.clientSecret"));
        if (scope != null) {
            request.formParam("scope", scope);
        }
        return request.post("/oauth2/token").then();
    }

    /** 403: the token is good and /me is not for systems; 401: the token is good for nothing. */
    private static void me(String access, int status) {
        given().auth().oauth2(access).get("/api/v1/me").then().statusCode(status);
    }

    private String etag(String id) {
        return as(admin).get("/api/v1/api-clients/{id}", id).header("ETag");
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
