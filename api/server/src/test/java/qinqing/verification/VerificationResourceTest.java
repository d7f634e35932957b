package qinqing.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.deadline.CalendarChanged;
import qinqing.identity.Actors;
import qinqing.kernel.Kinship;
import qinqing.matching.CountyFixture;
import qinqing.matching.RunScope;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class VerificationResourceTest {
    private static final String LIST = "/api/v1/verifications";
    private static final String PATH = LIST + "/";

    @Inject
    Actors actors;

    @Inject
    CountyFixture fixture;

    @Inject
    Verifications verifications;

    @Inject
    KeepsOwners keepsOwners;

    @Inject
    EscalatesOverdue escalates;

    @Inject
    RecomputesDues recomputes;

    private UUID town;
    private UUID official;
    private UUID declaration;
    private UUID batch;
    private Actor verifier;
    private Actor leader;

    @BeforeEach
    void a_township_with_one_hit_waiting() {
        town = actors.unit("TOWNSHIP", "新妙镇");
        official = fixture.official(town, CountyFixture.someone("周明远"), "SECTION_STAFF", null);
        declaration = fixture.declaration(official);
        var father = CountyFixture.someone("周建国");
        fixture.relative(declaration, father, Kinship.OWN_PARENT);
        batch = fixture.batch(fixture.programme(town, false));
        fixture.row(batch, father);
        verifier = actors.person(Role.VERIFIER, town, null);
        leader = actors.person(Role.ENDORSER, town, null);
    }

    @Test
    void a_hit_becomes_a_task_of_the_approving_unit_with_an_owner_and_a_due_date() {
        var task = match();
        get(verifier, task)
                .statusCode(200)
                .body("unitId", is(town.toString()))
                .body("ownerId", is(String.valueOf(verifier.assignmentId())))
                .body("state", is("OPEN"))
                .body("cause", is("HIT"))
                .body("round", is(1))
                .body("due.requirement", is("A9.4"))
                .body("due.why", containsString("20"))
                .body("due.overdue", is(false))
                .body("match.sentence", containsString("身份证号码完全一致"))
                .body("match.ownSphere", is(true))
                .body("match.relation", is("本人的父母"));
    }

    @Test
    void the_task_of_somebody_who_no_longer_verifies_goes_to_the_next_one() {
        var task = match();
        var successor = actors.person(Role.VERIFIER, town, null);
        var admin = given().auth().oauth2(actors.token(Role.ADMIN, actors.county()));
        var etag = given().spec(admin)
                .get("/api/v1/accounts/{id}", verifier.accountId())
                .header("ETag");
        given().auth()
                .oauth2(actors.token(Role.ADMIN, actors.county()))
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(Map.of("name", "测试人员", "state", "ACTIVE", "assignments", java.util.List.of()))
                .put("/api/v1/accounts/{id}", verifier.accountId())
                .then()
                .statusCode(200);
        get(successor, task)
                .statusCode(200)
                .body("ownerId", is(String.valueOf(successor.assignmentId())))
                .body("state", is("OPEN"));
    }

    @Test
    void a_finding_counts_once_a_second_person_has_signed() {
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200).body("state", is("FOUND"));
        assertThat(matchStatus(task)).isEqualTo("OPEN");
        sign(leader, task, 1, Map.of("decision", "CONFIRM"))
                .statusCode(200)
                .body("state", is("CLOSED"))
                .body("signature.decision", is("CONFIRM"))
                .body("match.state", is("COMPLIANT"));
        assertThat(matchStatus(task)).isEqualTo("COMPLIANT");
    }

    @Test
    void non_compliance_needs_a_measure_and_opens_a_lead() {
        var task = match();
        find(verifier, task, 0, finding("NON_COMPLIANT", null))
                .statusCode(422)
                .body("errors[0].pointer", is("/measure"));
        find(verifier, task, 0, finding("NON_COMPLIANT", "STOP")).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "CONFIRM")).statusCode(200);
        get(verifier, task).body("finding.measure", is("STOP")).body("leadId", not(is((String) null)));
        assertThat(fixture.ask("select count(*) from lead where verification_id = ?", task))
                .isEqualTo(1L);
    }

    @Test
    void a_compliant_finding_has_no_measure() {
        find(verifier, match(), 0, finding("COMPLIANT", "STOP")).statusCode(422);
    }

    @Test
    void who_recorded_the_finding_cannot_sign_it_under_any_of_their_roles() {
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        sign(verifier, task, 1, Map.of("decision", "CONFIRM")).statusCode(422).body("detail", containsString("A9.2"));
    }

    @Test
    void a_returned_finding_goes_back_to_the_verifier_with_the_reasons() {
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "RETURN")).statusCode(422).body("errors[0].pointer", is("/reasons"));
        sign(leader, task, 1, Map.of("decision", "RETURN", "reasons", "请附鉴定报告"))
                .statusCode(200)
                .body("state", is("OPEN"))
                .body("signature.decision", is("RETURN"))
                .body("signature.reasons", is("请附鉴定报告"))
                .body("containsKey('finding')", is(false));
        find(verifier, task, 2, finding("COMPLIANT", null)).statusCode(200);
        sign(leader, task, 3, Map.of("decision", "CONFIRM")).statusCode(200);
    }

    @Test
    void nothing_can_be_signed_before_it_was_found_or_found_after_it_was_signed() {
        var task = match();
        sign(leader, task, 0, Map.of("decision", "CONFIRM")).statusCode(409);
        find(verifier, task, 0, finding("NOT_SAME_PERSON", null)).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "CONFIRM")).statusCode(200);
        find(verifier, task, 2, finding("COMPLIANT", null)).statusCode(409);
    }

    @Test
    void a_change_names_the_version_it_was_made_on() {
        var task = match();
        given().auth()
                .oauth2(actors.token(verifier))
                .contentType(ContentType.JSON)
                .body(finding("COMPLIANT", null))
                .put(PATH + task + "/finding")
                .then()
                .statusCode(428);
        find(verifier, task, 7, finding("COMPLIANT", null)).statusCode(412);
    }

    @Test
    void of_two_findings_at_once_one_is_told_that_it_came_too_late() throws Exception {
        var task = match();
        try (var two = Executors.newFixedThreadPool(2)) {
            Callable<Integer> one = () -> find(verifier, task, 0, finding("COMPLIANT", null))
                    .extract()
                    .statusCode();
            var answers = two.invokeAll(java.util.List.of(one, one)).stream()
                    .map(VerificationResourceTest::result)
                    .sorted()
                    .toList();
            assertThat(answers).containsExactly(200, 412);
        }
    }

    @Test
    void another_units_task_does_not_exist_for_its_people() {
        var task = match();
        var stranger = actors.person(Role.VERIFIER, actors.unit("TOWNSHIP", "马武镇"), null);
        get(stranger, task).statusCode(404);
        find(stranger, task, 0, finding("COMPLIANT", null)).statusCode(404);
        given().auth()
                .oauth2(actors.token(stranger))
                .get(LIST)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void only_the_owner_records_the_finding() {
        var task = match();
        var colleague = actors.person(Role.VERIFIER, town, null);
        find(colleague, task, 0, finding("COMPLIANT", null)).statusCode(403);
    }

    @Test
    void a_leader_names_another_verifier_but_never_kin_of_the_official() {
        var task = match();
        var brother = CountyFixture.someone("周明辉");
        fixture.relative(declaration, brother, Kinship.OWN_SIBLING);
        var kin = actors.person(Role.VERIFIER, town, fixture.official(town, brother, "SECTION_STAFF", null));
        var colleague = actors.person(Role.VERIFIER, town, null);
        assign(leader, task, 0, kin.assignmentId()).statusCode(422).body("detail", containsString("亲属"));
        assign(leader, task, 0, colleague.assignmentId())
                .statusCode(200)
                .body("ownerId", is(String.valueOf(colleague.assignmentId())));
        find(colleague, task, 1, finding("COMPLIANT", null)).statusCode(200);
    }

    @Test
    void why_a_verifier_was_named_is_kept_until_the_next_owner() {
        var task = match();
        var colleague = actors.person(Role.VERIFIER, town, null);
        put(
                        leader,
                        task,
                        0,
                        "/assignment",
                        Map.of("assignmentId", String.valueOf(colleague.assignmentId()), "note", "原核查人外出学习"))
                .statusCode(200)
                .body("assignmentNote", is("原核查人外出学习"));
        get(colleague, task).body("assignmentNote", is("原核查人外出学习"));
        assign(leader, task, 1, verifier.assignmentId()).statusCode(200).body("assignmentNote", is((String) null));
    }

    @Test
    void the_official_concerned_cannot_sign() {
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        var self = actors.person(Role.ENDORSER, town, official);
        sign(self, task, 1, Map.of("decision", "CONFIRM")).statusCode(422).body("detail", containsString("本人"));
    }

    @Test
    void work_lists_tell_mine_from_others_and_page_by_due_date() {
        var other = CountyFixture.someone("周建民");
        fixture.relative(declaration, other, Kinship.OWN_SIBLING);
        fixture.row(batch, other);
        match();
        var mine = given().auth()
                .oauth2(actors.token(verifier))
                .queryParam("assignedToMe", true)
                .queryParam("limit", 1)
                .get(LIST)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract();
        given().auth()
                .oauth2(actors.token(verifier))
                .queryParam("assignedToMe", true)
                .queryParam("limit", 1)
                .queryParam("cursor", mine.<String>path("nextCursor"))
                .get(LIST)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", not(is(mine.<String>path("items[0].id"))));
        given().auth()
                .oauth2(actors.token(leader))
                .queryParam("assignedToMe", true)
                .get(LIST)
                .then()
                .body("items", hasSize(0));
        given().auth()
                .oauth2(actors.token(leader))
                .queryParam("overdue", true)
                .get(LIST)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void every_decision_is_in_the_audit_trail() {
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "CONFIRM")).statusCode(200);
        assertThat(fixture.ask(
                        "select string_agg(action, ' ' order by id) from audit_entry where subject_id = ?", task))
                .isEqualTo("recordFinding signFinding");
    }

    @Test
    void a_relative_named_by_the_public_is_verified_by_the_same_rules() { // A2.3, A9.5
        var cousin = fixture.row(batch, CountyFixture.someone("郑开来"));
        var body = Map.of(
                "officialId", official.toString(),
                "beneficiaryId", cousin.toString(),
                "name", "郑开来",
                "relation", "表弟",
                "reason", "群众反映其承接村道路硬化工程。");
        var referral = given().auth()
                .oauth2(actors.token(verifier))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/referred-relatives")
                .then()
                .statusCode(201)
                .body("officialName", is("周明远"))
                .extract();
        var task = UUID.fromString(referral.path("verificationId"));
        get(verifier, task)
                .body("cause", is("REFERRAL"))
                .body("match.source", is("REFERRED"))
                .body("match.relation", is("表弟"))
                .body("referralId", is(referral.<String>path("id")));
        given().auth()
                .oauth2(actors.token(verifier))
                .get("/api/v1/referred-relatives/" + referral.path("id"))
                .then()
                .statusCode(200)
                .body("verificationId", is(task.toString()));
        given().auth()
                .oauth2(actors.token(verifier))
                .get("/api/v1/referred-relatives")
                .then()
                .body("items", hasSize(1));
        var stranger = actors.token(Role.VERIFIER, actors.unit("TOWNSHIP", "马武镇"));
        given().auth()
                .oauth2(stranger)
                .get("/api/v1/referred-relatives/" + referral.path("id"))
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(stranger)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/referred-relatives")
                .then()
                .statusCode(422);
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "CONFIRM")).statusCode(200);
    }

    @Test
    void an_objection_reopens_a_verified_hit_within_ten_working_days_and_hears_the_result() { // A10.9
        var task = match();
        find(verifier, task, 0, finding("COMPLIANT", null)).statusCode(200);
        sign(leader, task, 1, Map.of("decision", "CONFIRM")).statusCode(200);
        var hit = (UUID) fixture.ask("select match_id from verification where id = ?", task);
        var objection = UUID.randomUUID();
        var again = reopen(hit, objection);
        assertThat(matchStatus(again)).isEqualTo("OPEN");
        assertThat(reopen(hit, UUID.randomUUID())).isEqualTo(again);
        get(verifier, again)
                .body("round", is(2))
                .body("cause", is("OBJECTION"))
                .body("reopenedFor", is(objection.toString()))
                .body("due.requirement", is("A10.9"))
                .body("due.why", containsString("10个工作日"));
        find(verifier, again, 0, finding("NON_COMPLIANT", "RECOVER")).statusCode(200);
        sign(leader, again, 1, Map.of("decision", "CONFIRM")).statusCode(200);
        assertThat(matchStatus(again)).isEqualTo("NON_COMPLIANT");
        assertThat(HearsVerifications.HEARD)
                .contains(new VerificationClosed(again, hit, Finding.NON_COMPLIANT, Cause.OBJECTION, objection));
    }

    private UUID reopen(UUID hit, UUID objection) {
        return Await.answer(() -> Panache.withTransaction(() -> verifications.reopen(hit, objection)));
    }

    @Test
    void a_task_whose_owner_left_goes_to_a_colleague() throws Exception {
        var task = match();
        var colleague = actors.person(Role.VERIFIER, town, null);
        fixture.run(
                "update assignment set from_day = from_day - 2, to_day = from_day - 1 where id = ?",
                verifier.assignmentId());
        keepsOwners.run();
        get(colleague, task).statusCode(200).body("ownerId", is(String.valueOf(colleague.assignmentId())));
    }

    @Test
    void without_any_verifier_left_the_task_goes_up_and_is_never_without_an_owner() throws Exception {
        var task = match();
        fixture.run(
                "update assignment set from_day = from_day - 2, to_day = from_day - 1 where id = ?",
                verifier.assignmentId());
        keepsOwners.run();
        var role = fixture.ask(
                "select a.role from verification v join assignment a on a.id = v.owner_id where v.id = ?", task);
        assertThat(role).isIn("COUNTY_INSPECTOR", "ENDORSER", "ADMIN", "VERIFIER");
        assertThat(fixture.ask("select owner_id from verification where id = ?", task))
                .isNotEqualTo(verifier.assignmentId());
    }

    @Test
    void an_overdue_task_is_told_to_its_owner_and_the_leaders_once() throws Exception {
        var task = match();
        fixture.run("update verification set due_on = date '2026-01-05' where id = ?", task);
        escalates.run();
        escalates.run();
        assertThat(told(verifier)).isEqualTo(1L);
        assertThat(told(leader)).isEqualTo(1L);
        get(verifier, task).body("due.overdue", is(true));
        given().auth()
                .oauth2(actors.token(verifier))
                .queryParam("overdue", true)
                .get(LIST)
                .then()
                .body("items", hasSize(1));
    }

    private Object told(Actor who) {
        return fixture.ask(
                "select count(*) from notification where account_id = ? and kind = 'VERIFICATION_DUE'",
                who.accountId());
    }

    @Test
    void a_declarant_is_told_of_a_certain_hit_at_once() { // A8.3
        match();
        assertThat(fixture.ask(
                        "select count(*) from notification where official_id = ? and kind = 'MATCH_COPY'", official))
                .isEqualTo(1L);
    }

    @Test
    void due_dates_move_with_the_working_calendar() {
        var task = match();
        fixture.run("update verification set due_on = date '2026-01-05' where id = ?", task);
        Await.answer(() -> Panache.withTransaction(() -> recomputes.on(new CalendarChanged(2026))));
        get(verifier, task).body("due.overdue", is(false));
    }

    /** Runs over the list and gives the one task. */
    private UUID match() {
        assertThat(fixture.awaitEnd(fixture.runOver(RunScope.BATCH, batch))).isEqualTo("SUCCEEDED");
        return (UUID) fixture.ask(
                "select v.id from verification v join match m on m.id = v.match_id where m.official_id = ? order by v.id limit 1",
                official);
    }

    private Object matchStatus(UUID task) {
        return fixture.ask(
                "select m.status from match m join verification v on v.match_id = m.id where v.id = ?", task);
    }

    private static Map<String, String> finding(String outcome, @Nullable String measure) {
        return measure == null
                ? Map.of("outcome", outcome, "reasons", "经核对鉴定报告和公示记录。")
                : Map.of("outcome", outcome, "reasons", "不符合申报条件。", "measure", measure);
    }

    private ValidatableResponse get(Actor who, UUID task) {
        return given().auth().oauth2(actors.token(who)).get(PATH + task).then();
    }

    private ValidatableResponse find(Actor who, UUID task, int version, Map<String, String> finding) {
        return put(who, task, version, "/finding", finding);
    }

    private ValidatableResponse sign(Actor who, UUID task, int version, Map<String, String> signature) {
        return put(who, task, version, "/signature", signature);
    }

    private ValidatableResponse assign(Actor who, UUID task, int version, @Nullable UUID assignment) {
        return put(who, task, version, "/assignment", Map.of("assignmentId", String.valueOf(assignment)));
    }

    private ValidatableResponse put(Actor who, UUID task, int version, String what, Map<String, String> body) {
        return given().auth()
                .oauth2(actors.token(who))
                .header("If-Match", "\"" + version + "\"")
                .contentType(ContentType.JSON)
                .body(body)
                .put(PATH + task + what)
                .then();
    }

    private static int result(java.util.concurrent.Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
