package qinqing.disclosure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.kernel.Sex;

/** From the draft to the entry through HTTP, with real tokens and PostgreSQL (A3, A5). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class DeclarationResourceTest {
    private static final String DRAFT = "/api/v1/declarations/draft";
    private static final String DECLARATIONS = "/api/v1/declarations";

    @Inject
    Actors actors;

    @Inject
    DisclosureFixture fixture;

    private UUID township;
    private UUID partyHead;
    private UUID leader;
    private UUID staff;
    private String staffId;
    private String clerk;
    private String declarant;
    private String signer;

    @BeforeEach
    void a_township_with_its_people() {
        township = actors.unit("TOWNSHIP", "新妙镇");
        partyHead = fixture.official(township, Rank.PARTY_HEAD, "郑书记", null);
        leader = fixture.official(township, Rank.LEADERSHIP_MEMBER, "吴分管", null);
        staffId = Persons.id(1985);
        staff = fixture.official(township, Rank.SECTION_STAFF, "周明远", leader, staffId);
        clerk = actors.token(Role.CLERK, township);
        declarant = actors.token(Role.OFFICIAL, township, staff);
        signer = actors.token(Role.ENDORSER, township, leader);
    }

    @Test
    void a_declaration_is_drafted_submitted_endorsed_and_entered() {
        as(declarant)
                .get(DRAFT)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("kind", equalTo("FIRST"))
                .body("declarant.name", equalTo("周明远"))
                .body("missing.pointer", hasItems("/declarant/duties", "/declarant/householdAddress"));
        save(declarant, 0, draft(father(), spouse()))
                .header("ETag", "\"1\"")
                .body("missing", empty())
                .body("relatives[0].idNumberMasked", containsString("********"))
                .body("relatives[0].householdAddressMasked", not(containsString("12号")));

        var id = submit(declarant, 1, pledge("周明远"))
                .statusCode(201)
                .body("state", equalTo("SUBMITTED"))
                .body("version", equalTo(1))
                .body("kind", equalTo("FIRST"))
                .body("requiredSigner.requirement", equalTo("A5.3"))
                .body("requiredSigner.officialId", equalTo(leader.toString()))
                .body("pledge.signedName", equalTo("周明远"))
                .body("declarant.idNumberMasked", equalTo(staffId.substring(0, 6) + "********" + staffId.substring(14)))
                .extract()
                .<String>path("id");

        as(signer)
                .queryParam("state", "SUBMITTED")
                .get(DECLARATIONS)
                .then()
                .statusCode(200)
                .body("items.id", contains(id));
        endorse(signer, id, 0, Map.of("decision", "APPROVE", "opinion", "情况属实，同意录入。"))
                .statusCode(200)
                .body("state", equalTo("ENDORSED"))
                .body("endorsement.signerName", equalTo("吴分管"));
        enter(clerk, id, 1).statusCode(200).body("state", equalTo("ENTERED")).body("enteredBy", notNullValue());

        as(clerk).get("/api/v1/officials/" + staff).then().body("declarationState", equalTo("ENTERED"));
        as(declarant)
                .get("/api/v1/officials/" + staff + "/declarations")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].relativeCount", equalTo(2));
    }

    @Test
    void an_incomplete_draft_is_kept_and_not_submitted_and_every_lack_is_named() {
        var lacking = draft(Map.of("name", "周建国"), Map.of("name", "李桂芳", "kinship", "SPOUSE", "sex", "FEMALE"));
        save(declarant, 0, lacking)
                .body(
                        "missing.pointer",
                        hasItems("/relatives/0/kinship", "/relatives/0/idNumber", "/relatives/1/idNumber"));
        submit(declarant, 1, Map.of("pledge", Map.of("accepted", true, "signedName", "周明達")))
                .statusCode(422)
                .body(
                        "errors.pointer",
                        hasItems("/relatives/0/kinship", "/relatives/1/idNumber", "/pledge/signedName"));
        as(declarant).get(DRAFT).then().header("ETag", "\"1\"");
    }

    @Test
    void the_pledge_is_made_in_person() {
        save(declarant, 0, draft(father()));
        as(declarant)
                .header("If-Match", "\"1\"")
                .body(Map.of())
                .post(DECLARATIONS)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/pledge/accepted", "/pledge/signedName"));
    }

    @Test
    void wrong_values_are_refused_with_their_places_and_nothing_is_kept() {
        var wrong = father();
        var id = String.valueOf(wrong.get("idNumber"));
        wrong.put("idNumber", id.substring(0, 17) + (id.endsWith("1") ? "2" : "1"));
        var named = spouse();
        named.put("name", "<script>alert(1)</script>");
        named.put("phone", "12345");
        put(declarant, DRAFT, 0, draft(wrong, named))
                .statusCode(422)
                .body("errors.pointer", hasItems("/relatives/0/idNumber", "/relatives/1/name", "/relatives/1/phone"));
        as(declarant).get(DRAFT).then().header("ETag", "\"0\"");
    }

    @Test
    void two_spouses_and_oneself_as_a_relative_are_refused_at_submission() {
        var second = spouse();
        second.put("name", "王秀英");
        save(declarant, 0, draft(spouse(), second, relative("周明远", "OWN_SIBLING", staffId)));
        submit(declarant, 1, pledge("周明远"))
                .statusCode(422)
                .body("errors.pointer", hasItems("/relatives/1/kinship", "/relatives/2/idNumber"));
    }

    @Test
    void a_stale_or_missing_version_of_the_draft_changes_nothing() {
        save(declarant, 0, draft(father()));
        put(declarant, DRAFT, 0, draft()).statusCode(412);
        as(declarant).body(draft()).put(DRAFT).then().statusCode(428);
        submit(declarant, 0, pledge("周明远")).statusCode(412);
        as(declarant).get(DRAFT).then().header("ETag", "\"1\"").body("relatives", hasSize(1));
        as(declarant).header("If-Match", "\"1\"").delete(DRAFT).then().statusCode(204);
        as(declarant).get(DRAFT).then().header("ETag", "\"0\"").body("relatives", empty());
        as(declarant).header("If-Match", "\"0\"").delete(DRAFT).then().statusCode(404);
    }

    @Test
    void a_repeated_submission_under_one_key_is_one_declaration_with_the_same_answer() {
        save(declarant, 0, draft(father()));
        var key = UUID.randomUUID().toString();
        var first = keyed(key).then().statusCode(201).extract().asString();
        var second = keyed(key).then().statusCode(201).extract().asString();
        org.assertj.core.api.Assertions.assertThat(second).isEqualTo(first);
        as(declarant).get("/api/v1/officials/" + staff + "/declarations").then().body("items", hasSize(1));
    }

    private io.restassured.response.Response keyed(String key) {
        return as(declarant)
                .header("If-Match", "\"1\"")
                .header("Idempotency-Key", key)
                .body(pledge("周明远"))
                .post(DECLARATIONS);
    }

    @Test
    void of_many_submissions_at_once_one_is_taken() {
        save(declarant, 0, draft(father()));
        var statuses = java.util.stream.IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> submit(declarant, 1, pledge("周明远")).extract().statusCode())
                .toList();
        org.assertj.core.api.Assertions.assertThat(statuses).containsOnlyOnce(201);
        org.assertj.core.api.Assertions.assertThat(statuses).containsOnly(201, 409);
        as(declarant).get("/api/v1/officials/" + staff + "/declarations").then().body("items", hasSize(1));
    }

    @Test
    void while_one_is_under_way_there_is_no_draft() {
        submitted();
        as(declarant).get(DRAFT).then().statusCode(409);
        put(declarant, DRAFT, 0, draft()).statusCode(409);
    }

    @Test
    void only_the_signer_whom_the_rank_calls_for_may_sign_A5_3() {
        var id = submitted();
        var head = actors.token(Role.ENDORSER, township, partyHead);
        endorse(head, id, 0, Map.of("decision", "APPROVE")).statusCode(422).body("detail", containsString("A5.3"));
        var elsewhere = actors.unit("TOWNSHIP", "龙潭镇");
        var stranger =
                actors.token(Role.ENDORSER, elsewhere, fixture.official(elsewhere, Rank.PARTY_HEAD, "陈书记", null));
        endorse(stranger, id, 0, Map.of("decision", "APPROVE")).statusCode(404);
        as(stranger).get(DECLARATIONS + "/" + id).then().statusCode(404);
        endorse(declarant, id, 0, Map.of("decision", "APPROVE")).statusCode(403);
        endorse(signer, id, 7, Map.of("decision", "APPROVE")).statusCode(412);
        endorse(signer, id, 0, Map.of("decision", "APPROVE")).statusCode(200);
        endorse(signer, id, 1, Map.of("decision", "APPROVE")).statusCode(409);
    }

    @Test
    void a_leader_declared_as_kin_does_not_sign_one_level_up_does() {
        var leaderId = Persons.id(1982);
        var kinLeader = fixture.official(township, Rank.LEADERSHIP_MEMBER, "周明亮", null, leaderId);
        var led = fixture.official(township, Rank.SECTION_STAFF, "周明志", kinLeader);
        var token = actors.token(Role.OFFICIAL, township, led);
        save(token, 0, draft(relative("周明亮", "OWN_SIBLING", leaderId)));
        submit(token, 1, pledge("周明志"))
                .statusCode(201)
                .body("requiredSigner.officialId", equalTo(partyHead.toString()))
                .body("requiredSigner.requirement", equalTo("A5.3"));
    }

    @Test
    void a_returned_declaration_says_why_and_comes_again_as_a_further_version() {
        var id = submitted();
        endorse(signer, id, 0, Map.of("decision", "RETURN"))
                .statusCode(422)
                .body("errors.pointer", contains("/reasons"));
        endorse(signer, id, 0, Map.of("decision", "RETURN", "reasons", "配偶的兄弟姐妹未填写。"))
                .statusCode(200)
                .body("state", equalTo("RETURNED"))
                .body("endorsement.reasons", equalTo("配偶的兄弟姐妹未填写。"));
        enter(clerk, id, 1).statusCode(409);
        as(declarant)
                .get(DRAFT)
                .then()
                .statusCode(200)
                .body("returnedFor", equalTo("配偶的兄弟姐妹未填写。"))
                .body("relatives", hasSize(2))
                .body("missing", empty());
        submit(declarant, 0, pledge("周明远"))
                .statusCode(201)
                .body("version", equalTo(2))
                .body("kind", equalTo("FIRST"));
    }

    @Test
    void nothing_is_entered_that_nobody_signed_and_only_by_the_recipient_s_clerk() {
        var id = submitted();
        enter(clerk, id, 0).statusCode(409);
        endorse(signer, id, 0, Map.of("decision", "APPROVE")).statusCode(200);
        var foreign = actors.token(Role.CLERK, actors.unit("TOWNSHIP", "龙潭镇"));
        enter(foreign, id, 1).statusCode(404);
        as(foreign).get(DECLARATIONS + "/" + id).then().statusCode(404);
        enter(clerk, id, 0).statusCode(412);
        enter(clerk, id, 1).statusCode(200);
    }

    @Test
    void an_amendment_is_prefilled_dated_told_as_differences_and_marked_when_late_A3_5() {
        enteredDeclaration();
        var draft = as(declarant)
                .get(DRAFT)
                .then()
                .statusCode(200)
                .body("kind", equalTo("AMENDMENT"))
                .body("basedOnVersion", equalTo(1))
                .body("relatives", hasSize(2))
                .extract();
        String fatherId = draft.path("relatives[0].relativeId");
        var amended = draft(
                new HashMap<>(Map.of("relativeId", fatherId, "name", "周建国", "kinship", "OWN_PARENT", "employer", "退休")),
                relative("周小远", "CHILD", Persons.id(2010)));
        save(declarant, 0, amended).body("relatives[0].idNumberMasked", containsString("********"));
        submit(declarant, 1, pledge("周明远")).statusCode(422).body("errors.pointer", hasItems("/cause", "/changedOn"));
        var late = new HashMap<String, Object>(pledge("周明远"));
        late.put("cause", "FAMILY_CHANGE");
        late.put(
                "changedOn",
                LocalDate.now(java.time.Clock.systemUTC()).minusDays(90).toString());
        var id = submit(declarant, 1, late)
                .statusCode(201)
                .body("kind", equalTo("AMENDMENT"))
                .body("late", equalTo(true))
                .extract()
                .<String>path("id");
        as(signer)
                .get(DECLARATIONS + "/" + id + "/changes")
                .then()
                .statusCode(200)
                .body("previousVersion", equalTo(1))
                .body("relatives.type", contains("CHANGED", "ADDED", "REMOVED"))
                .body("relatives.name", contains("周建国", "周小远", "李桂芳"))
                .body("relatives[0].fields.field", hasItem("employer"))
                .body("relatives[0].fields.field", not(hasItem("idNumber")));
    }

    @Test
    void one_value_is_revealed_for_a_purpose_of_the_role() {
        var father = father();
        save(declarant, 0, draft(father));
        var submitted = submit(declarant, 1, pledge("周明远")).statusCode(201).extract();
        String id = submitted.path("id");
        String relativeId = submitted.path("relatives[0].relativeId");
        var wish = Map.of("subject", "RELATIVE", "relativeId", relativeId, "field", "ID_NUMBER", "purpose", "ENTRY");
        reveal(clerk, id, wish)
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"reveals\";q=200;w=86400"))
                .body("value", equalTo(father.get("idNumber")));
        reveal(declarant, id, wish).statusCode(422).body("errors.pointer", contains("/purpose"));
        var inspector = actors.token(Role.INSPECTOR, township);
        reveal(inspector, id, Map.of("subject", "DECLARANT", "field", "ID_NUMBER", "purpose", "INSPECTION"))
                .statusCode(422)
                .body("errors.pointer", contains("/note"));
        reveal(
                        inspector,
                        id,
                        Map.of("subject", "DECLARANT", "field", "ID_NUMBER", "purpose", "INSPECTION", "note", "抽查"))
                .statusCode(200)
                .body("value", equalTo(staffId));
        reveal(signer, id, wish).statusCode(403);
    }

    private static ValidatableResponse reveal(String token, String id, Object wish) {
        return as(token).body(wish).post(DECLARATIONS + "/" + id + "/reveals").then();
    }

    @Test
    void many_are_signed_and_entered_at_once_each_by_itself() {
        var mine = submitted();
        var notMine = fixture.submitted(fixture.official(township, Rank.LEADERSHIP_MEMBER, "钱委员", null), List.of());
        var ids = List.of(mine, notMine.toString(), UUID.randomUUID().toString());
        as(signer)
                .body(Map.of("declarationIds", ids, "decision", "APPROVE"))
                .post("/api/v1/declaration-endorsements")
                .then()
                .statusCode(200)
                .body("items.find { it.declarationId == '" + mine + "' }.state", equalTo("ENDORSED"))
                .body("items.find { it.declarationId == '" + notMine + "' }.state", nullValue())
                .body("items.find { it.declarationId == '" + notMine + "' }.detail", containsString("A5.2"));
        as(clerk)
                .body(Map.of("declarationIds", ids))
                .post("/api/v1/declaration-entries")
                .then()
                .statusCode(200)
                .body("items.find { it.declarationId == '" + mine + "' }.state", equalTo("ENTERED"))
                .body("items.findAll { it.state == null }", hasSize(2));
        as(clerk)
                .body(Map.of("declarationIds", List.of()))
                .post("/api/v1/declaration-entries")
                .then()
                .statusCode(400);
    }

    @Test
    void city_managed_officials_do_not_file_A1_6() {
        var managed = as(clerk)
                .body(Map.of(
                        "name",
                        "赵县长",
                        "unitId",
                        township,
                        "rank",
                        "PARTY_HEAD",
                        "idNumber",
                        Persons.id(1970),
                        "cityManaged",
                        true))
                .post("/api/v1/officials")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        as(actors.token(Role.OFFICIAL, township, UUID.fromString(managed)))
                .get(DRAFT)
                .then()
                .statusCode(422)
                .body("detail", containsString("A1.6"));
    }

    @Test
    void an_account_that_belongs_to_no_official_drafts_nothing() {
        as(actors.token(Role.OFFICIAL, township)).get(DRAFT).then().statusCode(403);
        given().get(DRAFT).then().statusCode(401);
        as(clerk).get(DRAFT).then().statusCode(403);
    }

    private String submitted() {
        save(declarant, 0, draft(father(), spouse()));
        return submit(declarant, 1, pledge("周明远")).statusCode(201).extract().path("id");
    }

    private String enteredDeclaration() {
        var id = submitted();
        endorse(signer, id, 0, Map.of("decision", "APPROVE")).statusCode(200);
        enter(clerk, id, 1).statusCode(200);
        return id;
    }

    private Map<String, Object> father() {
        return relative("周建国", "OWN_PARENT", Persons.id(1956));
    }

    private Map<String, Object> spouse() {
        return relative("李桂芳", "SPOUSE", Persons.id(1986, Sex.FEMALE));
    }

    private static Map<String, Object> relative(String name, String kinship, String idNumber) {
        var relative = new HashMap<String, Object>();
        relative.put("name", name);
        relative.put("kinship", kinship);
        relative.put("idNumber", idNumber);
        relative.put("politicalStatus", "MASSES");
        relative.put("employer", "务农");
        relative.put("phone", Persons.phone());
        relative.put("householdAddress", "重庆市涪陵区新妙镇两桂村3组12号");
        relative.put("residenceDivision", "500102107203");
        return relative;
    }

    @SafeVarargs
    private static Map<String, Object> draft(Map<String, Object>... relatives) {
        var declarant = new HashMap<String, Object>();
        declarant.put("sex", "MALE");
        declarant.put("politicalStatus", "PARTY_MEMBER");
        declarant.put("postTitle", "民政和社会事务办公室主任");
        declarant.put("jobGrade", "一级科员");
        declarant.put("duties", "负责低保、临时救助、残疾人补贴的受理和审核");
        declarant.put("inspectionStaff", false);
        declarant.put("householdAddress", "重庆市涪陵区新妙镇新妙社区建设路8号2单元3-1");
        declarant.put("phone", Persons.phone());
        var draft = new HashMap<String, Object>();
        draft.put("declarant", declarant);
        draft.put("relatives", new ArrayList<>(List.of(relatives)));
        draft.put("interestMatters", List.of());
        return draft;
    }

    private static Map<String, Object> pledge(String name) {
        return Map.of("pledge", Map.of("accepted", true, "signedName", name));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static ValidatableResponse save(String token, int version, Object draft) {
        return put(token, DRAFT, version, draft).statusCode(200);
    }

    private static ValidatableResponse put(String token, String path, int version, Object body) {
        return as(token)
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .put(path)
                .then();
    }

    private static ValidatableResponse submit(String token, int version, Object body) {
        return as(token)
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .post(DECLARATIONS)
                .then();
    }

    private static ValidatableResponse endorse(String token, String id, int version, Object opinion) {
        return put(token, DECLARATIONS + "/" + id + "/endorsement", version, opinion);
    }

    private static ValidatableResponse enter(String token, String id, int version) {
        return put(token, DECLARATIONS + "/" + id + "/entry", version, Map.of());
    }
}
