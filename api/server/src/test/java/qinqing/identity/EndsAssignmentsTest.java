package qinqing.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class EndsAssignmentsTest {
    private static final int LOOKS = 200;

    @Inject
    Actors actors;

    @Test
    void a_role_whose_last_day_has_passed_ends_like_one_that_is_taken_away() throws InterruptedException {
        var town = actors.unit("TOWNSHIP", "新妙镇");
        var over = actors.person(Role.VERIFIER, town, null);
        var lastDay = actors.person(Role.VERIFIER, town, null);
        actors.run("""
                update assignment set from_day = from_day - 2, to_day = from_day - 1 where id = ?
                """, over.assignmentId());
        actors.run("update assignment set to_day = from_day where id = ?", lastDay.assignmentId());
        for (int look = 0; look < LOOKS && heard(over.assignmentId()).isEmpty(); look++) {
            Thread.sleep(200);
        }
        assertThat(heard(over.assignmentId()))
                .containsExactly(new AssignmentEnded(
                        Objects.requireNonNull(over.assignmentId()), over.accountId(), town, Role.VERIFIER));
        assertThat(actors.ask("select ended_at is not null from assignment where id = ?", over.assignmentId()))
                .isEqualTo(true);
        assertThat(heard(lastDay.assignmentId())).as("today is still its day").isEmpty();
    }

    private static List<AssignmentEnded> heard(@org.jspecify.annotations.Nullable UUID assignment) {
        return HearsEndedAssignments.HEARD.stream()
                .filter(event -> event.assignmentId().equals(assignment))
                .toList();
    }
}
