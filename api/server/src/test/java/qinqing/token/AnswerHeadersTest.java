package qinqing.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

/** What every answer of the API says besides its content (contract: limits, caching). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class AnswerHeadersTest {
    @Inject
    Actors actors;

    @TestFactory
    Stream<DynamicTest> limits_and_protection_come_with_every_answer() {
        return Stream.of("me 200", "me 401", "accounts 403", "accounts/00000000-0000-0000-0000-000000000000 404")
                .map(call -> DynamicTest.dynamicTest(call, () -> {
                    var wanted = call.split(" ");
                    answer(wanted[0], Integer.parseInt(wanted[1]))
                            .then()
                            .statusCode(Integer.parseInt(wanted[1]))
                            .header("RateLimit-Policy", matchesPattern("\"default\";q=[0-9]+;w=60"))
                            .header("RateLimit", startsWith("\"default\";r="))
                            .header("Cache-Control", equalTo("no-store"))
                            .header("X-Content-Type-Options", equalTo("nosniff"))
                            .header("Referrer-Policy", equalTo("no-referrer"))
                            .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"))
                            .header("Strict-Transport-Security", nullValue());
                }));
    }

    @Test
    void what_may_be_kept_says_so_and_pages_are_not_framed() {
        given().get("/api/v1/identity-provider").then().header("Cache-Control", containsString("max-age"));
        given().get("/openapi").then().header("Content-Security-Policy", startsWith("frame-ancestors 'none'"));
    }

    private Response answer(String path, int status) {
        var request = given();
        switch (status) {
            case 401 -> {}
            case 404 -> request.auth().oauth2(actors.token(Role.ADMIN, actors.county()));
            default -> request.auth().oauth2(actors.token(Role.CLERK, actors.county()));
        }
        return request.get("/api/v1/" + path);
    }
}
