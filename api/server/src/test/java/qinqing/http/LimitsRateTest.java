package qinqing.http;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class LimitsRateTest {
    /** Of the bucket {@code codes}. */
    private static final int CALLS = 5;

    @Test
    void citizens_behind_one_proxy_are_counted_one_by_one() {
        for (int call = 0; call < CALLS; call++) {
            ask("198.51.100.21").statusCode(400);
        }
        ask("198.51.100.21").statusCode(429);
        ask("203.0.113.9, 198.51.100.21").statusCode(429);
        ask("198.51.100.22").statusCode(400);
    }

    private static ValidatableResponse ask(String forwardedFor) {
        return given().header("X-Forwarded-For", forwardedFor)
                .contentType(ContentType.JSON)
                .body(Map.of("phone", "1380000000", "purpose", "CITIZEN_SIGN_IN"))
                .post("/api/v1/one-time-codes")
                .then();
    }
}
