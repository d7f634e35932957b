package qinqing.publicity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.publicity.PublicityFixture.Township;
import qinqing.publicity.PublicityFixture.Verified;

/** Nobody types again what the verification knows (A10.7). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class PreparedNoticeTest {
    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    private Township town;
    private Actor clerk;
    private Actor verifier;
    private Actor leader;

    @BeforeEach
    void a_township_with_its_people() {
        town = fixture.township();
        clerk = actors.person(Role.CLERK, town.unit(), null);
        verifier = actors.person(Role.VERIFIER, town.unit(), null);
        leader = actors.person(Role.ENDORSER, town.unit(), null);
    }

    @Test
    void after_a_finding_the_clerk_only_publishes_what_was_drawn_up() {
        var matter = found("周建国", "COMPLIANT");
        var draft = drafts().body("items", hasSize(1))
                .body("items[0].prepared", equalTo(true))
                .body("items[0].rows[0].beneficiaryName", equalTo("周建国"))
                .body(
                        "items[0].rows[0].verificationId",
                        equalTo(matter.verification().toString()))
                .body("items[0].sites", hasSize(3))
                .extract();
        var id = UUID.fromString(draft.path("items[0].id"));
        assertThat(told("/notices/" + id)).isEqualTo(1L);
        Publishing.publish(actors.token(clerk), id);
        given().auth()
                .oauth2(actors.token(clerk))
                .get("/api/v1/notices/" + id)
                .then()
                .body("state", equalTo("DISPLAYED"))
                .body("prepared", equalTo(false));
    }

    @Test
    void what_is_not_compliant_gets_no_draft() {
        found("周建国", "NON_COMPLIANT");
        drafts().body("items", empty());
    }

    @Test
    void the_drafts_of_the_house_give_way_to_a_table_of_the_clerk() {
        var one = found("周建国", "COMPLIANT");
        var two = found("周建民", "COMPLIANT");
        String number = drafts().body("items", hasSize(2)).extract().path("items.number.min()");
        var table = Publishing.create(actors.token(clerk), town.unit(), one.verification(), two.verification())
                .statusCode(201)
                .body("prepared", equalTo(false))
                .extract();
        assertThat(table.<String>path("number")).isEqualTo(number);
        drafts().body("items", hasSize(1)).body("items[0].id", equalTo(table.path("id")));
    }

    @Test
    void where_a_board_is_missing_the_finding_stands_and_the_clerk_hears_what_to_add() {
        fixture.run("update site set status = 'CLOSED' where id = ?", town.groupBoard());
        var matter = found("周建国", "COMPLIANT");
        drafts().body("items", empty());
        assertThat(told("/verifications/" + matter.verification())).isEqualTo(1L);
        assertThat(fixture.ask("select status from match where id = ?", matter.match()))
                .isEqualTo("COMPLIANT");
    }

    private Object told(String link) {
        return java.util.Objects.requireNonNull(fixture.ask(
                "select count(*) from notification where account_id = ? and link = ?", clerk.accountId(), link));
    }

    private ValidatableResponse drafts() {
        return given().auth()
                .oauth2(actors.token(clerk))
                .queryParam("state", "DRAFT")
                .get("/api/v1/notices")
                .then()
                .statusCode(200);
    }

    /** Verified and signed by two people, as it goes. */
    private Verified found(String beneficiary, String finding) {
        var matter = fixture.verified(town, beneficiary, "FUND", null);
        fixture.run(
                "update verification set owner_id = ? where id = ?", verifier.assignmentId(), matter.verification());
        put(
                verifier,
                matter.verification(),
                "finding",
                finding.equals("COMPLIANT")
                        ? Map.of("outcome", finding, "reasons", "符合条件")
                        : Map.of("outcome", finding, "reasons", "不符合条件", "measure", "STOP"));
        put(leader, matter.verification(), "signature", Map.of("decision", "CONFIRM"));
        return matter;
    }

    private void put(Actor who, UUID task, String command, Map<String, ?> body) {
        var token = actors.token(who);
        var etag = given().auth()
                .oauth2(token)
                .get("/api/v1/verifications/" + task)
                .header("ETag");
        given().auth()
                .oauth2(token)
                .header("If-Match", etag)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/verifications/" + task + "/" + command)
                .then()
                .statusCode(200);
    }
}
