package qinqing.inference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.disclosure.DisclosureFixture;
import qinqing.disclosure.DisclosureFixture.Kinsperson;
import qinqing.disclosure.Persons;
import qinqing.disclosure.Rank;
import qinqing.identity.Actors;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/** 两兄弟都是干部，一人报告了另一人，另一人漏报 (product.md 8). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class RelativePromptResourceTest {
    private static final String PATH = "/api/v1/relative-prompts/";

    /** So many that what other tests left in the database does not shake the trust in a rule. */
    private static final int ENOUGH = 60;

    private static int families;

    @Inject
    Actors actors;

    @Inject
    DisclosureFixture disclosure;

    @Inject
    InfersMissingRelatives infers;

    @Inject
    DataSource database;

    private UUID town;
    private UUID forgetful;
    private UUID complete;
    private String declarant;
    private List<Kinsperson> forgetfulFamily;

    @BeforeEach
    void many_families_of_two_officials_and_one_who_forgot_a_brother() throws SQLException {
        execute("delete from relative_prompt");
        execute("delete from inference_look");
        town = actors.unit("TOWNSHIP", "马武镇");
        for (; families < ENOUGH; families++) {
            family(relatives(), true);
        }
        complete = family(relatives(), true);
        forgetfulFamily = relatives();
        forgetful = family(forgetfulFamily, false);
        declarant = actors.token(Role.OFFICIAL, town, forgetful);
        infers.run();
    }

    @Test
    void the_declarant_is_asked_in_private_with_the_name_masked() {
        mine().body("items", hasSize(1))
                .body("items[0].kinship", is("OWN_SIBLING"))
                .body("items[0].relation", is("本人的兄弟姐妹"))
                .body("items[0].relativeName", is("周**"))
                .body("items[0].bases.basis", hasItem("RECIPROCAL"))
                .body("items[0].state", is("OPEN"));
        given().auth()
                .oauth2(declarant)
                .get("/api/v1/me/notifications")
                .then()
                .statusCode(200)
                .body("items.kind", hasItem("RELATIVE_PROMPT"));
    }

    @Test
    void the_inspection_body_sees_it_after_thirty_days_and_not_before() throws SQLException {
        var id = mine().extract().<String>path("items[0].id");
        seenByInspection().body("items.id", not(hasItem(id)));
        given().auth().oauth2(inspector()).get(PATH + id).then().statusCode(404);
        execute("update relative_prompt set visible_on = asked_on");
        seenByInspection().body("items.id", hasItem(id)).body("items.relativeName", hasItem("周建国"));
    }

    @Test
    void another_official_and_another_towns_inspector_never_see_it() throws SQLException {
        execute("update relative_prompt set visible_on = asked_on");
        var id = mine().extract().<String>path("items[0].id");
        var stranger = actors.token(Role.OFFICIAL, town, complete);
        var elsewhere = actors.token(Role.INSPECTOR, actors.unit("TOWNSHIP", "青羊镇"));
        for (var token : List.of(stranger, elsewhere)) {
            given().auth().oauth2(token).get(PATH + id).then().statusCode(404);
            given().auth()
                    .oauth2(token)
                    .get("/api/v1/relative-prompts")
                    .then()
                    .statusCode(200)
                    .body("items", hasSize(0));
        }
    }

    @Test
    void the_declarant_answers_and_says_why_when_it_is_no_relative() {
        var id = mine().extract().<String>path("items[0].id");
        answer(id, "0", Map.of("answer", "NOT_A_RELATIVE")).statusCode(400).body("errors.pointer", hasItem("/note"));
        answer(id, "0", Map.of("answer", "DECLARED")).statusCode(400);
        answer(id, "7", Map.of("answer", "WILL_DECLARE")).statusCode(412);
        answer(id, "0", Map.of("answer", "NOT_A_RELATIVE", "note", "系同村同名，并非兄弟"))
                .statusCode(200)
                .body("state", is("NOT_A_RELATIVE"));
        answer(id, "1", Map.of("answer", "WILL_DECLARE")).statusCode(200).body("state", is("WILL_DECLARE"));
    }

    @Test
    void a_later_filing_settles_the_question() throws SQLException {
        var id = mine().extract().<String>path("items[0].id");
        disclosure.entered(forgetful, forgetfulFamily);
        execute("update inference_look set looked_at = '-infinity'");
        infers.run();
        given().auth().oauth2(declarant).get(PATH + id).then().statusCode(200).body("state", is("DECLARED"));
        answer(id, "1", Map.of("answer", "WILL_DECLARE")).statusCode(409);
    }

    @Test
    void looking_again_asks_nothing_twice() throws SQLException {
        execute("update inference_look set looked_at = '-infinity'");
        infers.run();
        mine().body("items", hasSize(1));
    }

    /** Father, mother and an elder brother. */
    private static List<Kinsperson> relatives() {
        return List.of(
                Kinsperson.of("周永福", Kinship.OWN_PARENT, Persons.id(1950, Sex.MALE)),
                Kinsperson.of("吴秀英", Kinship.OWN_PARENT, Persons.id(1952, Sex.FEMALE)),
                Kinsperson.of("周建国", Kinship.OWN_SIBLING, Persons.id(1975, Sex.MALE)));
    }

    /** @return the younger brother, who declares the elder one or forgets him */
    private UUID family(List<Kinsperson> relatives, boolean complete) {
        var own = Persons.id(1980, Sex.MALE);
        var parents = relatives.subList(0, 2);
        var head = disclosure.official(town, Rank.PARTY_HEAD, "雷雨田", null);
        var elder = disclosure.official(town, Rank.SECTION_STAFF, "周建国", head, required(relatives.getLast()));
        var younger = disclosure.official(town, Rank.SECTION_STAFF, "周建军", head, own);
        disclosure.entered(
                elder, List.of(parents.getFirst(), parents.getLast(), Kinsperson.of("周建军", Kinship.OWN_SIBLING, own)));
        disclosure.entered(younger, complete ? relatives : parents);
        return younger;
    }

    private static String required(Kinsperson person) {
        return java.util.Objects.requireNonNull(person.idNumber());
    }

    private String inspector() {
        return actors.token(Role.INSPECTOR, town);
    }

    private ValidatableResponse mine() {
        return given().auth()
                .oauth2(declarant)
                .get("/api/v1/relative-prompts")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse seenByInspection() {
        return given().auth()
                .oauth2(inspector())
                .get("/api/v1/relative-prompts")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse answer(String id, String version, Map<String, String> body) {
        return given().auth()
                .oauth2(declarant)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"" + version + "\"")
                .body(body)
                .put(PATH + id + "/answer")
                .then();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
