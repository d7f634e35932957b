package qinqing.clearance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.clearance.ClearanceFixture.Scene;
import qinqing.identity.Actors;

/** The gate over HTTP: each reason end to end, who may ask, and what becomes of bad input (A10.9). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ClearanceResourceTest {
    @Inject
    Actors actors;

    @Inject
    ClearanceFixture given;

    private Scene scene;
    private String system;

    @BeforeEach
    void a_township_pays() {
        scene = given.scene();
        system = actors.system(scene.unit(), "clearances:write", "clearances:read");
    }

    @Test
    void a_compared_row_without_a_hit_is_granted() {
        var id = ask(1).body("outcome", equalTo("GRANTED"))
                .body("grounds", equalTo("NO_RELATIVE_FOUND"))
                .body("reasons.size()", equalTo(0))
                .body("lapsesAt", notNullValue())
                .extract()
                .path("id")
                .toString();
        given().auth()
                .oauth2(system)
                .get("/api/v1/clearances/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("VALID"))
                .body("rowNumber", equalTo(1));
    }

    @Test
    void a_universal_programme_is_granted() {
        var universal = given.programme(scene.unit(), true);
        ask(system, universal, Map.of("name", "无名氏")).body("grounds", equalTo("UNIVERSAL"));
    }

    @Test
    void a_hit_withholds_until_it_is_verified_signed_shown_and_its_days_are_over() {
        var match = given.match(scene.rows()[0]);
        withheld("MATCH_UNVERIFIED")
                .body("reasons[0].dueOn", equalTo(given.today().plusDays(20).toString()));
        given.sign(match, "COMPLIANT");
        withheld("NOTICE_MISSING");
        var notice = given.notice(match, "DISPLAYED", 2);
        withheld("PUBLICITY_UNFINISHED")
                .body("reasons[0].text", equalTo("公示未满7个完整日，已满2日"))
                .body("reasons[0].dueOn", equalTo(given.today().plusDays(5).toString()))
                .body("reasons[0].noticeNumber", notNullValue());
        given.run("update notice set status = 'COMPLETED', full_days = 7, completed_at = now() where id = ?", notice);
        ask(1).body("grounds", equalTo("ALL_CLEARED"));
    }

    @Test
    void another_row_of_the_list_is_not_concerned() {
        given.match(scene.rows()[0]);
        ask(2).body("outcome", equalTo("GRANTED"));
    }

    @Test
    void a_finding_that_only_one_person_made_is_not_signed() {
        var match = given.match(scene.rows()[0]);
        given.run(
                "update verification set status = 'FOUND', finding = 'COMPLIANT', found_by = ? where match_id = ?",
                UUID.randomUUID(),
                match);
        withheld("MATCH_UNVERIFIED");
    }

    @Test
    void a_state_without_signatures_does_not_count() {
        var match = given.insertMatch(scene.rows()[0]);
        given.run("update match set status = 'COMPLIANT' where id = ?", match);
        withheld("MATCH_UNVERIFIED");
    }

    @Test
    void not_compliant_withholds() {
        given.sign(given.match(scene.rows()[0]), "NON_COMPLIANT");
        withheld("NON_COMPLIANT");
    }

    @Test
    void another_person_of_the_same_name_says_nothing() {
        given.sign(given.match(scene.rows()[0]), "NOT_SAME_PERSON");
        ask(1).body("grounds", equalTo("ALL_CLEARED"));
    }

    @Test
    void a_hit_that_no_longer_holds_says_nothing() {
        var match = given.match(scene.rows()[0]);
        given.run("update match set status = 'CLOSED' where id = ?", match);
        ask(1).body("outcome", equalTo("GRANTED"));
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT, NOTICE_MISSING",
        "DISPLAYED, PUBLICITY_UNFINISHED",
        "SUSPENDED, PUBLICITY_UNFINISHED",
        "WITHDRAWN, NOTICE_WITHDRAWN",
        "RETRACTED, NOTICE_WITHDRAWN"
    })
    void a_notice_in_any_state_but_completed_withholds(String state, String code) {
        var match = given.match(scene.rows()[0]);
        given.sign(match, "COMPLIANT");
        given.notice(match, state, 3);
        withheld(code);
    }

    @ParameterizedTest
    @CsvSource({"RECEIVED, OBJECTION_UNSCREENED", "ACCEPTED, OBJECTION_OPEN", "UPHELD, OBJECTION_UPHELD"})
    void an_objection_withholds_even_after_the_display(String state, String code) {
        given.objection(cleared(), state);
        withheld(code);
    }

    @ParameterizedTest
    @CsvSource({"REJECTED", "NOT_UPHELD"})
    void an_objection_settled_otherwise_does_not(String state) {
        given.objection(cleared(), state);
        ask(1).body("outcome", equalTo("GRANTED"));
    }

    @Test
    void every_reason_is_given_not_only_the_first() {
        var first = given.match(scene.rows()[0]);
        given.match(scene.rows()[0]);
        given.sign(first, "COMPLIANT");
        given.objection(given.notice(first, "SUSPENDED", 3), "ACCEPTED");
        given.run("update verification set status = 'CLOSED' where match_id = ?", first);
        given.verification(first, 2, "OPEN", null);
        given.sign(given.match(scene.rows()[0]), "NON_COMPLIANT");
        ask(1).body("outcome", equalTo("WITHHELD"))
                .body(
                        "reasons.code",
                        equalTo(List.of(
                                "MATCH_UNVERIFIED", "NON_COMPLIANT", "PUBLICITY_UNFINISHED", "OBJECTION_OPEN")));
    }

    @Test
    void an_unendorsed_list_is_not_compared() {
        given.run(
                "update beneficiary_batch set status = 'IMPORTED', endorsed_by = null, endorsed_at = null where id = ?",
                scene.batch());
        withheld("NOT_COMPARED");
    }

    @Test
    void a_list_endorsed_anew_waits_for_a_new_run() {
        given.run(
                "update beneficiary_batch set endorsed_at = ? where id = ?",
                given.now().plusSeconds(1),
                scene.batch());
        withheld("NOT_COMPARED");
        given.publishRun("COUNTY", null, "REQUEST", given.now().plusSeconds(2)); // may have read before the endorsement
        withheld("NOT_COMPARED");
    }

    @Test
    void a_run_that_is_not_published_compares_nothing() {
        given.run("update matching_run set published_at = null where subject_id = ?", scene.batch());
        withheld("NOT_COMPARED");
    }

    @Test
    void a_later_declaration_naming_this_person_must_be_compared_first() {
        var person = given.idNumber();
        var batch = given.batch(scene.programme(), scene.unit());
        given.row(batch, 1, "郑开来", person);
        given.row(batch, 2, "李无关", given.idNumber());
        given.publishRun("BATCH", batch, "BATCH_ENDORSED", given.now());
        var official = given.official(scene.unit());
        given.relative(official, "郑开莱", person, given.now()); // another written name, the same number
        askRow(batch, 1).body("reasons.code", equalTo(List.of("NOT_COMPARED")));
        askRow(batch, 2).body("outcome", equalTo("GRANTED"));
        given.publishRun("DECLARANT", official, "DECLARATION_ENTERED", given.now());
        askRow(batch, 1).body("outcome", equalTo("GRANTED"));
    }

    @Test
    void a_declaration_that_joined_a_waiting_run_is_compared_by_it() {
        var person = given.idNumber();
        var batch = given.batch(scene.programme(), scene.unit());
        given.row(batch, 1, "郑开来", person);
        given.publishRun("BATCH", batch, "BATCH_ENDORSED", given.now());
        var run = given.publishRun(
                "DECLARANT",
                given.official(scene.unit()),
                "DECLARATION_ENTERED",
                given.now().minusSeconds(5));
        var official = given.official(scene.unit());
        given.relative(official, "郑开莱", person, given.now());
        askRow(batch, 1).body("reasons.code", equalTo(List.of("NOT_COMPARED")));
        given.run(
                "insert into matching_run_declarant (run_id, official_id, asked_at) values (?, ?, ?)",
                run,
                official,
                given.now());
        askRow(batch, 1).body("outcome", equalTo("GRANTED"));
    }

    @Test
    void a_person_is_found_by_number_by_name_and_by_both() {
        var number = given.idNumber();
        var row = given.row(scene.batch(), 9, "古丽·买买提", number);
        given.match(row);
        for (var subject : List.of(
                Map.<String, Object>of("idNumber", number.value()),
                Map.<String, Object>of("name", "古丽・买买提"),
                Map.<String, Object>of("name", "古丽•买买提", "idNumber", number.value()))) {
            ask(system, scene.programme(), subject).body("reasons.code", equalTo(List.of("MATCH_UNVERIFIED")));
        }
        ask(
                        system,
                        scene.programme(),
                        Map.of("name", "古丽·买买提", "idNumber", given.idNumber().value()))
                .body("reasons.code", equalTo(List.of("SUBJECT_UNKNOWN")));
    }

    @Test
    void a_row_of_that_name_whose_number_is_missing_counts_too() {
        given.match(given.row(scene.batch(), 9, "向老五", null));
        ask(
                        system,
                        scene.programme(),
                        Map.of("name", "向老五", "idNumber", given.idNumber().value()))
                .body("reasons.code", equalTo(List.of("MATCH_UNVERIFIED")));
    }

    @Test
    void whoever_is_on_no_list_is_withheld() {
        ask(99).body("reasons.code", equalTo(List.of("SUBJECT_UNKNOWN")));
        ask(system, scene.programme(), Map.of("name", "查无此人"))
                .body("reasons.code", equalTo(List.of("SUBJECT_UNKNOWN")));
        askRow(UUID.randomUUID(), 1).body("reasons.code", equalTo(List.of("SUBJECT_UNKNOWN")));
    }

    @Test
    void a_row_of_another_programmes_list_is_unknown() {
        var other = given.programme(scene.unit(), false);
        ask(system, other, Map.of("batchId", scene.batch(), "rowNumber", 1))
                .body("reasons.code", equalTo(List.of("SUBJECT_UNKNOWN")));
    }

    @Test
    void a_foreign_programme_is_answered_exactly_like_an_unknown_one() {
        var foreign = given.scene();
        var subject = Map.<String, Object>of("batchId", foreign.batch(), "rowNumber", 1);
        var theirs = ask(system, foreign.programme(), subject).extract();
        var nobodys = ask(system, UUID.randomUUID(), subject).extract();
        assertThat(theirs.<Object>path("reasons")).isEqualTo(nobodys.path("reasons"));
        assertThat(theirs.<String>path("reasons[0].code")).isEqualTo("PROGRAMME_UNKNOWN");
        assertThat(theirs.asString()).hasSameSizeAs(nobodys.asString());
    }

    @Test
    void the_county_asks_about_every_unit_and_a_clerk_about_those_below() {
        var county = actors.system(actors.county(), "clearances:write");
        var subject = Map.<String, Object>of("batchId", scene.batch(), "rowNumber", 1);
        ask(county, scene.programme(), subject).body("outcome", equalTo("GRANTED"));
        ask(actors.token(Role.CLERK, scene.unit()), scene.programme(), subject).body("outcome", equalTo("GRANTED"));
    }

    @Test
    void others_may_not_ask() {
        for (var role : List.of(Role.VERIFIER, Role.OFFICIAL, Role.INSPECTOR, Role.ADMIN, Role.CITIZEN)) {
            post(actors.token(role, scene.unit()), question(1)).statusCode(403);
        }
        post(actors.system(scene.unit(), "clearances:read"), question(1)).statusCode(403);
        given().contentType(ContentType.JSON)
                .body(question(1))
                .post("/api/v1/clearances")
                .then()
                .statusCode(401);
    }

    @Test
    void an_answer_is_read_by_its_asker_the_unit_and_inspectors_only() {
        var id = ask(1).extract().path("id").toString();
        get(system, id).statusCode(200);
        get(actors.token(Role.VERIFIER, scene.unit()), id).statusCode(200);
        get(actors.token(Role.COUNTY_INSPECTOR, actors.county()), id).statusCode(200);
        get(actors.system(scene.unit(), "clearances:read"), id).statusCode(404);
        get(actors.token(Role.CLERK, given.scene().unit()), id).statusCode(404);
        get(actors.token(Role.OFFICIAL, scene.unit()), id).statusCode(403);
        get(system, UUID.randomUUID().toString()).statusCode(404);
    }

    @Test
    void asked_again_the_older_answer_ends() {
        var first = ask(1).extract().path("id").toString();
        var second = ask(1).extract().path("id").toString();
        get(system, first).body("state", equalTo("LAPSED"));
        get(system, second).body("state", equalTo("VALID"));
    }

    @Test
    void the_same_key_gives_the_same_answer_and_asks_once() {
        var key = UUID.randomUUID().toString();
        var ids = IntStream.range(0, 2)
                .mapToObj(i -> given().auth()
                        .oauth2(system)
                        .header("Idempotency-Key", key)
                        .contentType(ContentType.JSON)
                        .body(question(1))
                        .post("/api/v1/clearances")
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(given.one(
                                "select count(*) from clearance where programme_id = ? and row_number = 1",
                                scene.programme())[0])
                .isEqualTo(1L);
    }

    @Test
    void each_question_leaves_an_entry_in_the_trail_without_a_name() {
        var id = UUID.fromString(ask(1).extract().path("id"));
        assertThat(given.one("select action, detail from audit_entry where subject_id = ?", id))
                .containsExactly("createClearance", "grounds=NO_RELATIVE_FOUND");
    }

    @Test
    void what_cannot_be_a_question_is_refused_with_every_wrong_field() {
        post(system, body(Map.of())).statusCode(400);
        post(system, body(Map.of("batchId", scene.batch()))).statusCode(400);
        post(system, body(Map.of("batchId", scene.batch(), "rowNumber", 0))).statusCode(400);
        post(system, body(Map.of("batchId", scene.batch(), "rowNumber", 1, "name", "郑开来")))
                .statusCode(400);
        post(system, body(Map.of("name", ""))).statusCode(400);
        post(system, body(Map.of("name", "郑".repeat(51)))).statusCode(400);
        post(system, body(Map.of("batchId", "not-an-id", "rowNumber", 1))).statusCode(400);
        post(system, body(Map.of("name", "郑开来", "unknown", 1))).statusCode(400);
        post(system, body(Map.of("name", "<script>", "idNumber", "500102198503150005")))
                .statusCode(422)
                .body("errors.pointer", hasItems("/subject/name", "/subject/idNumber"));
        post(system, body(Map.of("name", "'; drop table clearance; --"))).statusCode(422);
        post(system, Map.of("subject", Map.of("name", "郑开来"))).statusCode(400);
    }

    @Test
    void many_questions_are_answered_in_their_order_and_a_wrong_one_in_its_place() {
        given.match(scene.rows()[1]);
        var questions = List.of(
                Map.of("reference", "a", "subject", Map.of("batchId", scene.batch(), "rowNumber", 1)),
                Map.of("reference", "b", "subject", Map.of("batchId", scene.batch(), "rowNumber", 2)),
                Map.of("reference", "c", "subject", Map.of("name", "张*")),
                Map.of("reference", "d", "subject", Map.of()),
                Map.of("reference", "e", "subject", Map.of("batchId", scene.batch(), "rowNumber", 3)));
        postMany(Map.of("programmeId", scene.programme(), "questions", questions))
                .statusCode(201)
                .body("granted", equalTo(2))
                .body("withheld", equalTo(3))
                .body("items.reference", equalTo(List.of("a", "b", "c", "d", "e")))
                .body("items.outcome", equalTo(List.of("GRANTED", "WITHHELD", "WITHHELD", "WITHHELD", "GRANTED")))
                .body("items[1].reasons.code", equalTo(List.of("MATCH_UNVERIFIED")))
                .body("items[2].reasons.code", equalTo(List.of("QUESTION_INVALID")))
                .body("items[3].reasons.code", hasItem("QUESTION_INVALID"));
    }

    @Test
    void a_thousand_questions_at_once_and_not_one_more() {
        var questions = IntStream.range(0, 1001)
                .mapToObj(n -> Map.of(
                        "reference", "r" + n, "subject", Map.of("batchId", scene.batch(), "rowNumber", n % 3 + 1)))
                .toList();
        postMany(Map.of("programmeId", scene.programme(), "questions", questions))
                .statusCode(400);
        postMany(Map.of("programmeId", scene.programme(), "questions", List.of()))
                .statusCode(400);
        postMany(Map.of("programmeId", scene.programme(), "questions", questions.subList(0, 1000)))
                .statusCode(201)
                .body("granted", equalTo(1000))
                .body("items[999].reference", equalTo("r999"));
    }

    @ParameterizedTest
    @CsvSource({
        "PAY-0, ",
        "PAY-4x, ",
        "PAY-5, NOT_COMPARED",
        "PAY-6, MATCH_UNVERIFIED",
        "PAY-7, PUBLICITY_UNFINISHED",
        "PAY-8, OBJECTION_OPEN",
        "PAY-9, NON_COMPLIANT",
        "PAY, QUESTION_INVALID"
    })
    void the_sandbox_goes_by_the_last_digit_and_touches_nothing_real(String reference, String code) {
        var sandbox = actors.system(scene.unit(), "clearances:write", "sandbox");
        given.match(scene.rows()[0]);
        post(
                        sandbox,
                        Map.of(
                                "reference",
                                reference,
                                "programmeId",
                                scene.programme(),
                                "subject",
                                Map.of("batchId", scene.batch(), "rowNumber", 1)))
                .statusCode(201)
                .body("sandbox", equalTo(true))
                .body("outcome", equalTo(code == null ? "GRANTED" : "WITHHELD"))
                .body("reasons[0].code", code == null ? nullValue() : equalTo(code));
    }

    @Test
    void who_asks_about_too_many_persons_waits_until_midnight() {
        var clerk = actors.token(Role.CLERK, scene.unit());
        for (int i = 0; i < 5; i++) {
            ask(clerk, scene.programme(), Map.of("name", "郑开来"));
        }
        post(clerk, body(Map.of("name", "郑开来"))).statusCode(429).header("Retry-After", notNullValue());
        ask(
                clerk,
                scene.programme(),
                Map.of("batchId", scene.batch(), "rowNumber", 1)); // a row of one's list is no probing
    }

    @Test
    void the_reasons_are_said_in_english_too() {
        given.match(scene.rows()[0]);
        given().auth()
                .oauth2(system)
                .header("Accept-Language", "en")
                .contentType(ContentType.JSON)
                .body(question(1))
                .post("/api/v1/clearances")
                .then()
                .body("reasons[0].text", equalTo("A hit is not verified and signed yet"));
    }

    /** A hit on the first row with everything behind it. */
    private UUID cleared() {
        var match = given.match(scene.rows()[0]);
        given.sign(match, "COMPLIANT");
        return given.notice(match, "COMPLETED", 7);
    }

    private ValidatableResponse withheld(String code) {
        return ask(1).body("outcome", equalTo("WITHHELD"))
                .body("grounds", equalTo("WITHHELD"))
                .body("lapsesAt", nullValue())
                .body("reasons.code", equalTo(List.of(code)));
    }

    private ValidatableResponse ask(int row) {
        return askRow(scene.batch(), row);
    }

    private ValidatableResponse askRow(UUID batch, int row) {
        return ask(system, scene.programme(), Map.of("batchId", batch, "rowNumber", row));
    }

    private ValidatableResponse ask(String token, UUID programme, Map<String, Object> subject) {
        return post(token, Map.of("programmeId", programme, "subject", subject)).statusCode(201);
    }

    private Map<String, Object> question(int row) {
        return body(Map.of("batchId", scene.batch(), "rowNumber", row));
    }

    private Map<String, Object> body(Map<String, Object> subject) {
        return Map.of("programmeId", scene.programme(), "subject", subject);
    }

    private static ValidatableResponse post(String token, Map<String, Object> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/clearances")
                .then();
    }

    private ValidatableResponse postMany(Map<String, Object> body) {
        return given().auth()
                .oauth2(system)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/clearance-batches")
                .then();
    }

    private static ValidatableResponse get(String token, String id) {
        return given().auth().oauth2(token).get("/api/v1/clearances/" + id).then();
    }
}
