package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.kernel.Phone;

/** More requests at once than there are connections: none may wait for another that waits for it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ManyAtOnceTest {
    private static final int REQUESTS = 40; // no more than a lane takes in at once (ADR 8)
    /** As many as are hashed or wait for it. */
    private static final int NEW_PASSWORDS = 10;

    @Inject
    Actors actors;

    @Test
    void a_whole_office_opens_accounts_in_the_same_moment() throws Exception {
        assertThat(atOnce(REQUESTS, () -> create(Actors.phone()))).containsOnly(201);
    }

    /** Named after a fault: deletions of entities side by side ended each other's, in Hibernate Reactive. */
    @Test
    void a_whole_office_accepts_its_invitations_in_the_same_moment() throws Exception {
        var phones =
                IntStream.range(0, NEW_PASSWORDS).mapToObj(_ -> Actors.phone()).toList();
        var invited = phones.stream().collect(Collectors.toMap(Phone::value, phone -> invitation(phone)));
        var waiting = new ConcurrentLinkedQueue<>(invited.entrySet());
        assertThat(atOnce(NEW_PASSWORDS, () -> accept(waiting.remove()))).containsOnly(204);
    }

    private List<Integer> atOnce(int requests, Callable<Integer> request) throws Exception {
        try (var office = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var answer : office.invokeAll(Collections.nCopies(requests, request), 90, TimeUnit.SECONDS)) {
                statuses.add(answer.get());
            }
            return statuses;
        }
    }

    private int create(Phone phone) {
        return created(phone).statusCode();
    }

    private String invitation(Phone phone) {
        return created(phone).jsonPath().getString("invitation.code");
    }

    private Response created(Phone phone) {
        var clerk = Map.of("role", "CLERK", "unitId", actors.county(), "from", "2025-01-01");
        return given().auth()
                .oauth2(actors.token(Role.ADMIN, actors.county()))
                .contentType("application/json")
                .body(Map.of("name", "周明远", "phone", phone.value(), "assignments", List.of(clerk)))
                .post("/api/v1/accounts");
    }

    /** Asks again while too many are being hashed. */
    private static int accept(Map.Entry<String, String> invitation) throws InterruptedException {
        var body = Map.of("phone", invitation.getKey(), "code", invitation.getValue(), "newPassword", "乌江画廊-2026-夏天");
        while (true) {
            var status = given().contentType("application/json")
                    .body(body)
                    .post("/api/v1/invitation-acceptances")
                    .statusCode();
            if (status != 503) {
                return status;
            }
            Thread.sleep(1000);
        }
    }
}
