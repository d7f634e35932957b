package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Invitations.Invitee;
import qinqing.identity.Invitations.Result;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class InvitationsTest {
    @Inject
    Invitations invitations;

    @Inject
    Actors actors;

    @Inject
    DataSource database;

    @Test
    void two_thousand_people_are_invited_without_hashing_a_password() throws SQLException {
        var unit = actors.unit("STREET", "敦仁街道");
        var people = IntStream.range(0, 2_000)
                .mapToObj(i -> new Invitee(
                        "受邀人" + i, Actors.phone(), Set.of(Role.OFFICIAL, Role.VERIFIER), unit, Optional.empty()))
                .toList();
        var results = invite(people);
        assertThat(results).hasSize(2_000).allMatch(Result.Invited.class::isInstance);
        assertThat(results.stream()
                        .map(result -> ((Result.Invited) result).code())
                        .distinct())
                .hasSize(2_000);
        var last = (Result.Invited) results.getLast();
        given().contentType("application/json")
                .body(Map.of(
                        "phone", people.getLast().phone().value(), "code", last.code(), "newPassword", "蔺市古镇-1368-石桥"))
                .post("/api/v1/invitation-acceptances")
                .then()
                .statusCode(204);
        assertThat(invite(people.subList(0, 3))).allMatch(Result.PhoneTaken.class::isInstance);
    }

    @Test
    void inspection_staff_are_not_invited_as_clerks() throws SQLException {
        var unit = actors.unit("STREET", "崇义街道");
        assertThat(invite(List.of(new Invitee(
                        "受邀人", Actors.phone(), Set.of(Role.CLERK, Role.INSPECTOR), unit, Optional.empty()))))
                .containsExactly(new Result.RolesNotAllowed());
    }

    private List<Result> invite(List<Invitee> people) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var results = invitations.invite(connection, actors.person(Role.ADMIN, actors.county(), null), people);
            connection.commit();
            return results;
        }
    }
}
