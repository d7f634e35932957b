package qinqing.staff;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

/** Posts with their duties, which make up an official's own sphere (A3.4). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class PostResourceTest {
    @Inject
    Actors actors;

    UUID township;
    String clerk;

    @BeforeEach
    void a_township_with_a_clerk() {
        township = actors.unit("TOWNSHIP", "岗位镇" + UUID.randomUUID());
        clerk = actors.token(Role.CLERK, township);
    }

    @Test
    void a_clerk_adds_a_post_and_changes_its_duties() {
        var created = create(clerk, Map.of("name", "民政办主任", "duties", "临时救助审核", "keyPost", true));
        created.then().statusCode(201).body("keyPost", equalTo(true));
        var place = created.header("Location");
        put(place, created.header("ETag"), Map.of("name", "民政办主任", "duties", "临时救助审核、低保审核"))
                .then()
                .statusCode(200)
                .body("duties", equalTo("临时救助审核、低保审核"))
                .body("keyPost", equalTo(false));
        given().auth().oauth2(clerk).get(path()).then().statusCode(200).body("items.name", contains("民政办主任"));
    }

    @Test
    void two_posts_of_a_unit_have_different_names() {
        create(clerk, Map.of("name", "镇长")).then().statusCode(201);
        create(clerk, Map.of("name", "镇长")).then().statusCode(422).body("errors.pointer", contains("/name"));
    }

    @Test
    void the_post_above_is_one_of_the_same_unit() {
        create(
                        clerk,
                        Map.of(
                                "name",
                                "办事员",
                                "supervisorPostId",
                                UUID.randomUUID().toString()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/supervisorPostId"));
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        var place = create(clerk, Map.of("name", "书记")).header("Location");
        put(place, null, Map.of("name", "书记")).then().statusCode(428);
        put(place, "\"7\"", Map.of("name", "书记")).then().statusCode(412);
    }

    @Test
    void a_clerk_of_another_unit_does_not_reach_it() {
        var stranger = actors.token(Role.CLERK, actors.unit("TOWNSHIP", "邻镇" + UUID.randomUUID()));
        create(stranger, Map.of("name", "书记")).then().statusCode(404);
    }

    private String path() {
        return "/api/v1/units/" + township + "/posts";
    }

    private Response create(String token, Map<String, Object> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path());
    }

    private Response put(String place, @Nullable String etag, Map<String, Object> body) {
        var request = given().auth().oauth2(clerk).contentType(ContentType.JSON).body(body);
        return (etag == null ? request : request.header("If-Match", etag)).put(place);
    }
}
