package qinqing.disclosure;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
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

    // ---------------------------------------------------------------------------------------------------------------------

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
