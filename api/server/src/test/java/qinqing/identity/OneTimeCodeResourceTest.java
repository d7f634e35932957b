package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.hamcrest.text.MatchesPattern;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class OneTimeCodeResourceTest {
    @Test
    void without_a_channel_people_are_sent_to_the_administrator_and_after_five_calls_told_to_wait() {
        for (int left = 4; left >= 0; left--) {
            ask().statusCode(422)
                    .header("RateLimit-Policy", equalTo("\"codes\";q=5;w=600"))
                    .header("RateLimit", startsWith("\"codes\";r=" + left + ";"));
        }
        ask().statusCode(429)
                .header("Retry-After", MatchesPattern.matchesPattern("[0-9]+"))
                .header("RateLimit", startsWith("\"codes\";r=0;"))
                .body("type", equalTo("/problems/too-many-requests"));
    }

    private static ValidatableResponse ask() {
        return given().contentType("application/json")
                .body(Map.of("phone", Actors.phone().value(), "purpose", "PASSWORD_RESET"))
                .post("/api/v1/one-time-codes")
                .then();
    }
}
