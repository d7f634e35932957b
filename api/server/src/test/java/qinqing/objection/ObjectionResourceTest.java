package qinqing.objection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.publicity.PublicityFixture;
import qinqing.publicity.PublicityFixture.Township;
import qinqing.publicity.PublicityFixture.Verified;
import qinqing.publicity.Publishing;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ObjectionResourceTest {
    private static final String GROUNDS = "该户2023年已享受过危房改造补助，请核实🙏\u202e";

    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    @Inject
    EscalatesObjections escalates;

    private Township town;
    private Verified matter;
    private String clerk;
    private Actor verifier;
    private Actor leader;
    private UUID notice;
    private String number;

    @BeforeEach
    void a_notice_on_display() {
        town = fixture.township();
        clerk = actors.token(Role.CLERK, town.unit());
        verifier = actors.person(Role.VERIFIER, town.unit(), null);
        leader = actors.person(Role.ENDORSER, town.unit(), null);
        matter = fixture.verified(town);
        notice = Publishing.draft(clerk, town.unit(), matter.verification());
        number = Publishing.publish(clerk, notice);
    }

    private Receipt raise(Map<String, ?> body) {
        return object(body).statusCode(201).extract().as(Receipt.class);
    }

    record Receipt(String trackingNumber, String trackingSecret, Map<String, Object> screeningDue) {
        String number() {
            return trackingNumber;
        }

        String secret() {
            return trackingSecret;
        }
    }

    private ValidatableResponse object(Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/public/notices/" + number + "/objections")
                .then();
    }

    private UUID objection(Receipt receipt) {
        return fixture.id("select id from objection where tracking_number = ?", receipt.number());
    }

    private ValidatableResponse put(Actor actor, UUID objection, String command, Map<String, ?> body) {
        var etag = given().auth()
                .oauth2(actors.token(actor))
                .get("/api/v1/objections/" + objection)
                .then()
                .extract()
                .header("ETag");
        return given().auth()
                .oauth2(actors.token(actor))
                .header("If-Match", etag == null ? "\"0\"" : etag)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/objections/" + objection + command)
                .then();
    }

    private ValidatableResponse tracked(Receipt receipt, String secret) {
        return given().header("Tracking-Secret", secret)
                .get("/api/v1/public/objections/" + receipt.number())
                .then();
    }

    private void stateOfNotice(String state) {
        given().auth().oauth2(clerk).get("/api/v1/notices/" + notice).then().body("state", equalTo(state));
    }

    /** The reopened verification goes through two people's hands, as the first did. */
    private void verify(String finding) {
        var task = fixture.id("select id from verification where match_id = ? and status = 'OPEN'", matter.match());
        var input = finding.equals("NON_COMPLIANT")
                ? Map.of("outcome", finding, "measure", "STOP", "reasons", "重复享受")
                : Map.of("outcome", finding, "reasons", "经复核属实");
        verification(verifier, task, "finding", input);
        verification(leader, task, "signature", Map.of("decision", "CONFIRM"));
    }

    private void verification(Actor actor, UUID task, String command, Map<String, ?> body) {
        var token = actors.token(actor);
        var etag = given().auth()
                .oauth2(token)
                .get("/api/v1/verifications/" + task)
                .then()
                .statusCode(200)
                .extract()
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

    @Test
    void not_upheld_the_notice_goes_on() {
        var receipt = raise(Map.of("grounds", GROUNDS, "row", 1));
        tracked(receipt, receipt.secret())
                .statusCode(200)
                .body("state", equalTo("RECEIVED"))
                .body("due.why", containsString("3"))
                .body("noticeNumber", equalTo(number));
        var id = objection(receipt);
        assertThat(id.version()).isEqualTo(4);
        given().auth()
                .oauth2(actors.token(verifier))
                .get("/api/v1/objections/" + id)
                .then()
                .body("grounds", equalTo(GROUNDS))
                .body("anonymous", equalTo(true))
                .body("row", equalTo(1));
        put(verifier, id, "/screening", Map.of("decision", "ACCEPT"))
                .statusCode(200)
                .body("state", equalTo("ACCEPTED"))
                .body("due.requirement", equalTo("A10.9"))
                .body("verificationIds", hasSize(1));
        stateOfNotice("SUSPENDED");
        given().get("/api/v1/public/notices?unitId=" + town.unit()).then().body("items", empty());
        put(verifier, id, "/resolution", Map.of("outcome", "NOT_UPHELD", "reply", "已核实。"))
                .statusCode(409);
        verify("COMPLIANT");
        stateOfNotice("DISPLAYED");
        put(verifier, id, "/resolution", Map.of("outcome", "UPHELD", "reply", "已核实。"))
                .statusCode(422);
        put(verifier, id, "/resolution", Map.of("outcome", "NOT_UPHELD", "reply", "请联系13812345678"))
                .statusCode(422);
        put(verifier, id, "/resolution", Map.of("outcome", "NOT_UPHELD", "reply", "经复核，本次补助符合规定。"))
                .statusCode(200)
                .body("state", equalTo("NOT_UPHELD"));
        tracked(receipt, receipt.secret().toLowerCase())
                .body("reply", equalTo("经复核，本次补助符合规定。"))
                .body("state", equalTo("NOT_UPHELD"));
    }

    @Test
    void kin_and_subordinates_of_the_official_keep_out_of_the_screening() { // decisions: verifier and second signer
        var id = objection(raise(Map.of("grounds", GROUNDS)));
        var subordinate = actors.person(Role.VERIFIER, town.unit(), official("何小满", matter.official()));
        put(subordinate, id, "/screening", Map.of("decision", "ACCEPT"))
                .statusCode(422)
                .body("detail", containsString("下属"));
        fixture.run("update relative set in_force = true where official_id = ?", matter.official());
        put(
                        actors.person(Role.VERIFIER, town.unit(), official("周建国", null)),
                        id,
                        "/screening",
                        Map.of("decision", "ACCEPT"))
                .statusCode(422)
                .body("detail", containsString("亲属"));
        put(
                        actors.person(Role.VERIFIER, town.unit(), matter.official()),
                        id,
                        "/screening",
                        Map.of("decision", "ACCEPT"))
                .statusCode(422)
                .body("detail", containsString("本人"));
        put(verifier, id, "/screening", Map.of("decision", "ACCEPT")).statusCode(200);
        put(subordinate, id, "/resolution", Map.of("outcome", "NOT_UPHELD", "reply", "已核实。"))
                .statusCode(422);
    }

    private UUID official(String name, @Nullable UUID leader) {
        var id = UUID.randomUUID();
        fixture.run("""
                insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                    person_token, leader_id, created_at)
                values (?, '500102', ?, ?, ?, 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '科员', ?, decode(md5(?), 'hex'), ?::uuid, now())
                """, id, town.unit(), name, name, new byte[] {1}, id.toString(), leader);
        return id;
    }

    @Test
    void upheld_the_notice_comes_down() {
        var id = objection(raise(Map.of("grounds", GROUNDS)));
        put(verifier, id, "/screening", Map.of("decision", "ACCEPT")).statusCode(200);
        verify("NON_COMPLIANT");
        stateOfNotice("WITHDRAWN");
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("rows", empty())
                .body("state", equalTo("WITHDRAWN"));
        Publishing.put(clerk, notice, "/publication", Map.of())
                .statusCode(422)
                .body("errors[0].detail", containsString("A10.9"));
        put(verifier, id, "/resolution", Map.of("outcome", "UPHELD", "reply", "异议成立，已停发。"))
                .statusCode(200)
                .body("state", equalTo("UPHELD"));
    }

    @Test
    void after_a_compliant_finding_only_new_facts_hold_it_up_again() {
        var first = objection(raise(Map.of("grounds", GROUNDS)));
        put(verifier, first, "/screening", Map.of("decision", "ACCEPT")).statusCode(200);
        verify("COMPLIANT");
        var same = objection(raise(Map.of("grounds", GROUNDS)));
        put(verifier, same, "/screening", Map.of("decision", "ACCEPT"))
                .statusCode(200)
                .body("verificationIds", empty());
        stateOfNotice("DISPLAYED");
        put(verifier, same, "/resolution", Map.of("outcome", "NOT_UPHELD", "reply", "已核实过。"))
                .statusCode(200);
        var fresh = objection(raise(Map.of("grounds", "又发现新的事实，见村委会记录")));
        put(verifier, fresh, "/screening", Map.of("decision", "ACCEPT", "newFacts", true))
                .statusCode(200);
        stateOfNotice("SUSPENDED");
    }

    @Test
    void a_rejection_says_why() {
        var receipt = raise(Map.of("grounds", GROUNDS));
        var id = objection(receipt);
        put(verifier, id, "/screening", Map.of("decision", "REJECT"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/reasons"));
        put(verifier, id, "/screening", Map.of("decision", "REJECT", "reasons", "与公示事项无关"))
                .statusCode(200)
                .body("state", equalTo("REJECTED"));
        put(verifier, id, "/screening", Map.of("decision", "ACCEPT")).statusCode(409);
        tracked(receipt, receipt.secret()).body("rejectionReasons", equalTo("与公示事项无关"));
        stateOfNotice("DISPLAYED");
    }

    @Test
    void a_wrong_secret_and_an_unknown_number_look_alike() {
        var receipt = raise(Map.of("grounds", GROUNDS));
        var wrong = tracked(receipt, "00000-00000-00000-00000-00000-0")
                .statusCode(404)
                .extract()
                .jsonPath();
        var unknown = tracked(new Receipt("YY-0000-0000-0000", "", Map.of()), receipt.secret())
                .statusCode(404)
                .extract()
                .jsonPath();
        assertThat(wrong.getString("detail")).isEqualTo(unknown.getString("detail"));
        given().get("/api/v1/public/objections/" + receipt.number()).then().statusCode(400);
    }

    @Test
    void a_contact_is_sealed_and_shown_masked() {
        var id = objection(raise(Map.of("grounds", GROUNDS, "contact", Map.of("name", "冉光明", "phone", "13900001234"))));
        given().auth()
                .oauth2(actors.token(verifier))
                .get("/api/v1/objections/" + id)
                .then()
                .body("anonymous", equalTo(false))
                .body("contactName", equalTo("冉光明"))
                .body("contactPhoneMasked", equalTo("139****1234"));
        assertThat(fixture.ask(
                        "select objection::text like '%13900001234%' or objection::text like '%冉光明%' from objection where id = ?",
                        id))
                .isEqualTo(false);
    }

    @Test
    void what_is_no_objection_is_told_field_by_field() {
        object(Map.of("grounds", "不", "contact", Map.of("phone", "abc")))
                .statusCode(400)
                .body("errors.pointer", hasItem("/grounds"))
                .body("errors.pointer", hasItem("/contact/phone"));
        object(Map.of("grounds", GROUNDS, "row", 7)).statusCode(400);
        object(Map.of("grounds", "长".repeat(5001))).statusCode(400);
        object(Map.of("grounds", GROUNDS, "hobby", "x")).statusCode(400);
        number = "500102-2026-9999999";
        object(Map.of("grounds", GROUNDS)).statusCode(404);
    }

    @Test
    void objections_are_taken_while_it_hangs_only() {
        Publishing.put(clerk, notice, "/withdrawal", Map.of("reason", "标准调整")).statusCode(200);
        object(Map.of("grounds", GROUNDS)).statusCode(409);
    }

    @Test
    void who_is_concerned_keeps_out_and_others_learn_nothing() {
        var id = objection(raise(Map.of("grounds", GROUNDS)));
        put(
                        actors.person(Role.VERIFIER, town.unit(), matter.official()),
                        id,
                        "/screening",
                        Map.of("decision", "REJECT", "reasons", "无关"))
                .statusCode(422);
        given().auth()
                .oauth2(actors.token(Role.VERIFIER, fixture.township().unit()))
                .get("/api/v1/objections/" + id)
                .then()
                .statusCode(404);
        put(actors.person(Role.VERIFIER, actors.county(), null), id, "/screening", Map.of("decision", "ACCEPT"))
                .statusCode(404);
        given().auth()
                .oauth2(clerk)
                .contentType(ContentType.JSON)
                .body(Map.of("decision", "ACCEPT"))
                .put("/api/v1/objections/" + id + "/screening")
                .then()
                .statusCode(403);
    }

    @Test
    void nobody_screened_it_in_time() throws Exception {
        var id = objection(raise(Map.of("grounds", GROUNDS)));
        fixture.run("update objection set screen_due_on = current_date - 10 where id = ?", id);
        escalates.run();
        escalates.run();
        assertThat(fixture.ask("select escalated_on is not null from objection where id = ?", id))
                .isEqualTo(true);
        given().auth()
                .oauth2(actors.token(Role.COUNTY_INSPECTOR, actors.county()))
                .get("/api/v1/objections?overdue=true&noticeId=" + notice)
                .then()
                .body("items.id", hasItem(id.toString()))
                .body("items[0].due.overdue", equalTo(true));
        assertThat(fixture.ask(
                        "select count(*) from audit_entry where subject_id = ? and action = 'publicity.escalate-objections'",
                        id))
                .isEqualTo(1L);
    }

    @Test
    void one_matter_one_rating_A16_11() {
        for (int score : new int[] {1, 5}) {
            rate(Map.of("score", score, "deviceToken", "device-" + notice)).statusCode(201);
        }
        rate(Map.of("score", 4, "comment", "公开及时")).statusCode(201);
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("ratings.count", equalTo(2))
                .body("ratings.average", nullValue());
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/notices/" + notice + "/ratings")
                .then()
                .body("scores", equalTo(List.of(0, 0, 0, 1, 1)))
                .body("comments.comment", hasItem("公开及时"))
                .body("average", notNullValue());
        rate(Map.of("score", 6)).statusCode(400);
        rate(Map.of("score", 5, "comment", "我的电话13812345678"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
    }

    private ValidatableResponse rate(Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/public/notices/" + number + "/ratings")
                .then();
    }
}
