package qinqing.publicity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.publicity.PublicityFixture.Township;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class NoticeResourceTest {
    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    @Inject
    CompletesNotices completes;

    private Township town;
    private String clerk;

    @BeforeEach
    void township() {
        town = fixture.township();
        clerk = actors.token(Role.CLERK, town.unit());
    }

    @Test
    void from_a_verified_matter_to_the_end_of_its_display() throws Exception {
        var matter = fixture.verified(town);
        var id = Publishing.draft(clerk, town.unit(), matter.verification());
        var number = Publishing.publish(clerk, id);
        given().get("/api/v1/public/notices/" + number)
                .then()
                .statusCode(200)
                .body("state", equalTo("DISPLAYED"))
                .body("rows[0].beneficiaryName", equalTo("周建国"))
                .body("rows[0].amount", equalTo("21000.00"))
                .body("rows[0].place", equalTo("新妙镇两桂村"))
                .body("rows[0].relation", equalTo("本人的父母"))
                .body("sites.roles", containsInAnyOrder(
                        List.of("OFFICIAL_UNIT"), List.of("RELATIVE_VILLAGE"), List.of("RELATIVE_GROUP")))
                .body("clock.countedDays", equalTo(0))
                .body("hotlines.items.phone", contains("023-72220000", "023-72221234"));

        for (var board : List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("clock.countingSince", containsString("T00:00:00+08:00"))
                .body("to", notNullValue());

        fixture.age(id, 7);
        completes.run();
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("state", equalTo("DISPLAYED"))
                .body("clock.countedDays", equalTo(6));

        fixture.age(id, 1);
        completes.run();
        completes.run();
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/notices/" + id)
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("clock.countedDays", equalTo(7))
                .body("clock.completedAt", containsString("T00:00:00+08:00"));
        assertThat(fixture.ask(
                        "select count(*) from audit_entry where subject_id = ? and action = 'publicity.complete-notices'", id))
                .isEqualTo(1L);
    }
}
