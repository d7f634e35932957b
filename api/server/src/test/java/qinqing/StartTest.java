package qinqing;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class StartTest {
    @Test
    void an_unknown_path_is_a_problem_and_not_a_page() {
        given().get("/api/v1/nowhere").then().statusCode(404);
    }
}
