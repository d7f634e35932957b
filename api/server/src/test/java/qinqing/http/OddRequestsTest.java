package qinqing.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

/** What {@code ./qinqing verify fuzz} once found, and what was mended. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class OddRequestsTest {
    private static final String ID_NUMBER = "500102198503150004";

    @Inject
    Actors actors;

    private RequestSpecification clerk() {
        return given().auth()
                .oauth2(actors.token(Role.CLERK, actors.unit("TOWNSHIP", "荔枝街道")))
                .urlEncodingEnabled(false);
    }

    @Test
    void a_matrix_parameter_is_no_second_way_to_an_endpoint() {
        clerk().get("/api/v1/me/notifications;a=b").then().statusCode(404);
    }

    @Test
    void an_accept_header_that_nobody_can_read_is_406() {
        clerk().header("Accept", "garbage")
                .get("/api/v1/declarations")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }

    @Test
    void a_content_type_that_nobody_can_read_is_415() {
        clerk().header("Content-Type", ";;;")
                .post("/api/v1/sites")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void a_missing_body_is_400_and_no_null_deep_inside(String nothing) {
        clerk().contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(nothing)
                .put("/api/v1/declarations/" + UUID.randomUUID() + "/entry")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "99999999999", "%20", "1.5"})
    void a_limit_that_is_no_number_is_400_and_not_404(String limit) {
        clerk().get("/api/v1/declarations?limit=" + limit).then().statusCode(400);
    }

    @Test
    void a_refusal_repeats_no_id_number_out_of_the_path() {
        clerk().get("/api/v1/officials/" + ID_NUMBER)
                .then()
                .statusCode(400)
                .body("instance", equalTo("/api/v1/officials/-"))
                .body(not(containsString(ID_NUMBER)));
    }

    @Test
    void a_refusal_repeats_no_id_number_that_stood_for_a_field() {
        clerk().contentType(ContentType.JSON)
                .body("{\"" + ID_NUMBER + "\": 1}")
                .post("/api/v1/sites")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/-"))
                .body(not(containsString(ID_NUMBER)));
    }

    @Test
    void a_refusal_still_names_a_mistyped_field() {
        clerk().contentType(ContentType.JSON)
                .body("{\"nane\": \"两桂村村务公开栏\"}")
                .post("/api/v1/sites")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/nane"));
    }

    @Test
    void a_bad_token_is_401_even_where_none_is_needed() {
        given().header("Authorization", "Bearer a.b.c")
                .get("/api/v1/units")
                .then()
                .statusCode(401);
    }
}
