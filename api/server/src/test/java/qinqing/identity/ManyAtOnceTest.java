package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;

/** More requests at once than there are connections: none may wait for another that waits for it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ManyAtOnceTest {
    private static final int REQUESTS = 48;

    @Inject
    Actors actors;

    @Test
    void a_whole_office_opens_accounts_in_the_same_moment() throws Exception {
        var admin = actors.token(Role.ADMIN, actors.county());
        var county = actors.county().toString();
        Callable<Integer> create = () -> given().auth()
                .oauth2(admin)
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "周明远",
                        "phone",
                        Actors.phone().value(),
                        "assignments",
                        List.of(Map.of(
                                "role",
                                "CLERK",
                                "unitId",
                                county,
                                "from",
                                LocalDate.of(2025, 1, 1).toString()))))
                .post("/api/v1/accounts")
                .statusCode();
        try (var office = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = office.invokeAll(
                    IntStream.range(0, REQUESTS).mapToObj(_ -> create).toList(), 20, TimeUnit.SECONDS);
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(201));
        }
    }
}
