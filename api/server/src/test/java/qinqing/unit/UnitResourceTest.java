package qinqing.unit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class UnitResourceTest {
    @Inject
    Actors actors;

    String admin;
    String some;

    @BeforeEach
    void actors() {
        admin = actors.token(Role.ADMIN, actors.county());
        some = UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void an_administrator_adds_a_township_and_anyone_reads_it() {
        var made = create(admin, township("镇" + some))
                .then()
                .statusCode(201)
                .header("ETag", "\"0\"")
                .extract();
        given().get(made.header("Location"))
                .then()
                .statusCode(200)
                .body("name", equalTo("镇" + some))
                .body("depth", equalTo(1))
                .body("reportsTo[0].requirement", equalTo("A4.5"))
                .body("state", equalTo("ACTIVE"));
        given().queryParam("q", "镇" + some)
                .get("/api/v1/units")
                .then()
                .statusCode(200)
                .body("items.id", contains(made.path("id").toString()));
    }

    @Test
    void a_village_reports_to_its_township_A4_4() {
        var township = id(create(admin, township("镇" + some)));
        create(admin, Map.of("name", "村", "kind", "VILLAGE", "parentId", township))
                .then()
                .statusCode(201)
                .body("reportsTo.unitId", contains(township))
                .body("reportsTo.requirement", contains("A4.4"));
        given().queryParam("parentId", township).get("/api/v1/units").then().body("items.kind", contains("VILLAGE"));
    }

    @Test
    void a_place_against_the_rules_is_refused_with_every_reason() {
        var department = actors.unit("DEPARTMENT", "局");
        create(admin, Map.of("name", "村", "kind", "VILLAGE", "parentId", department))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/parentId"));
        create(admin, Map.of("name", "所", "kind", "DISPATCHED_BODY", "parentId", UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/parentId", "/locatedInUnitId"));
    }

    @Test
    void every_malformed_field_is_named() {
        create(admin, Map.of("name", " ", "kind", "CASTLE", "parentId", "x", "divisionCode", "12a"))
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(4));
        create(admin, Map.of("name", "x", "kind", "PARK", "parentId", actors.county(), "color", "red"))
                .then()
                .statusCode(400);
    }

    @Test
    void only_administrators_keep_the_tree() {
        create(actors.token(Role.CLERK, actors.county()), township("镇" + some))
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(township("镇" + some))
                .post("/api/v1/units")
                .then()
                .statusCode(401);
    }

    @Test
    void siblings_have_different_names() {
        create(admin, township("镇" + some)).then().statusCode(201);
        create(admin, township("镇" + some)).then().statusCode(409);
    }

    @Test
    void a_repeated_request_makes_one_unit() {
        var first = given().auth()
                .oauth2(admin)
                .header("Idempotency-Key", some)
                .contentType(ContentType.JSON)
                .body(township("镇" + some))
                .post("/api/v1/units");
        var second = given().auth()
                .oauth2(admin)
                .header("Idempotency-Key", some)
                .contentType(ContentType.JSON)
                .body(township("镇" + some))
                .post("/api/v1/units");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(id(second)).isEqualTo(id(first));
    }

    @Test
    void a_change_needs_the_version_that_was_read() {
        var unit = id(create(admin, township("镇" + some)));
        update(unit, null, township("新" + some)).then().statusCode(428);
        update(unit, "\"9\"", township("新" + some)).then().statusCode(412);
        update(unit, "\"0\"", township("新" + some)).then().statusCode(200).header("ETag", "\"1\"");
        update(UUID.randomUUID().toString(), "\"0\"", township("新" + some))
                .then()
                .statusCode(404);
    }

    @Test
    void a_moved_unit_takes_all_below_with_it() {
        var one = id(create(admin, township("甲" + some)));
        var other = id(create(admin, township("乙" + some)));
        var village = id(create(admin, Map.of("name", "村", "kind", "VILLAGE", "parentId", one)));
        var group = id(create(admin, Map.of("name", "组", "kind", "GROUP", "parentId", village)));
        update(village, "\"0\"", Map.of("name", "村", "kind", "VILLAGE", "parentId", other))
                .then()
                .statusCode(200);
        given().queryParam("ancestorId", other).get("/api/v1/units").then().body("items.id", hasItem(group));
        given().queryParam("ancestorId", one).get("/api/v1/units").then().body("items.size()", equalTo(0));
        given().get("/api/v1/units/" + group).then().body("reportsTo.unitId", contains(other));
    }

    @Test
    void a_firm_can_not_be_moved_below_itself() {
        var firm = id(create(admin, Map.of("name", "集团" + some, "kind", "STATE_FIRM", "parentId", actors.county())));
        var above = id(create(admin, Map.of("name", "甲公司", "kind", "SUBSIDIARY", "parentId", firm)));
        var below = id(create(admin, Map.of("name", "乙公司", "kind", "SUBSIDIARY", "parentId", above)));
        update(above, "\"0\"", Map.of("name", "甲公司", "kind", "SUBSIDIARY", "parentId", below))
                .then()
                .statusCode(422);
    }

    @Test
    void a_unit_with_units_below_is_not_closed_and_an_empty_one_leaves_the_list() {
        var township = id(create(admin, township("镇" + some)));
        var village = id(create(admin, Map.of("name", "村", "kind", "VILLAGE", "parentId", township)));
        var closed = Map.<String, Object>of(
                "name", "镇" + some, "kind", "TOWNSHIP", "parentId", actors.county(), "state", "CLOSED");
        update(township, "\"0\"", closed).then().statusCode(409);
        update(village, "\"0\"", Map.of("name", "村", "kind", "VILLAGE", "parentId", township, "state", "CLOSED"))
                .then()
                .statusCode(200);
        update(township, "\"0\"", closed).then().statusCode(200).body("state", equalTo("CLOSED"));
        given().queryParam("q", "镇" + some).get("/api/v1/units").then().body("items.size()", equalTo(0));
        create(admin, Map.of("name", "村", "kind", "VILLAGE", "parentId", township))
                .then()
                .statusCode(422);
    }

    @Test
    void a_list_is_paged_by_key() {
        var township = id(create(admin, township("镇" + some)));
        for (var name : new String[] {"一村", "二村", "三村"}) {
            create(admin, Map.of("name", name, "kind", "VILLAGE", "parentId", township));
        }
        var first =
                given().queryParam("parentId", township).queryParam("limit", 2).get("/api/v1/units");
        first.then().body("items.size()", equalTo(2));
        given().queryParam("parentId", township)
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/api/v1/units")
                .then()
                .body("items.size()", equalTo(1))
                .body("$", not(org.hamcrest.Matchers.hasKey("nextCursor")));
        given().queryParam("cursor", "nonsense").get("/api/v1/units").then().statusCode(400);
        given().queryParam("kind", "CASTLE").get("/api/v1/units").then().statusCode(400);
        given().queryParam("limit", 201).get("/api/v1/units").then().statusCode(400);
    }

    @Test
    void hotlines_are_kept_by_the_clerk_of_the_unit_and_by_nobody_elses() {
        var township = id(create(admin, township("镇" + some)));
        var clerk = actors.token(Role.CLERK, UUID.fromString(township));
        var lines = Map.of(
                "items",
                java.util.List.of(
                        Map.of("kind", "INSPECTION_BODY", "name", "涪陵区纪委监委", "phone", "12388"),
                        Map.of("kind", "UNIT", "phone", "023-72220000")));
        hotlines(clerk, township, lines).then().statusCode(200);
        given().get("/api/v1/units/" + township + "/hotlines")
                .then()
                .statusCode(200)
                .body("items.phone", contains("12388", "023-72220000"));
        hotlines(actors.token(Role.CLERK, actors.unit("TOWNSHIP", "别镇")), township, lines)
                .then()
                .statusCode(404);
        hotlines(clerk, township, Map.of("items", java.util.List.of(Map.of("kind", "UNIT", "phone", "call me"))))
                .then()
                .statusCode(422);
    }

    @Test
    void annex_1_and_the_divisions_come_in_from_the_bundled_lists_and_again_as_duplicates() {
        importFrom("ANNEX_1").then().statusCode(200).body("counts.withErrors", equalTo(0));
        importFrom("DIVISIONS").then().statusCode(200).body("counts.withErrors", equalTo(0));
        importFrom("DIVISIONS")
                .then()
                .statusCode(200)
                .body("counts.kept", equalTo(0))
                .body("counts.duplicates", equalTo(460));
        importFrom("ANNEX_1").then().body("counts.duplicates", equalTo(99));
        given().queryParam("divisionCode", "500102007")
                .queryParam("kind", "COMMUNITY")
                .queryParam("q", "白鹤梁")
                .get("/api/v1/units")
                .then()
                .body("items.name", contains("白鹤梁社区居民委员会"))
                .body("items[0].depth", equalTo(2));
    }

    @Test
    void a_spreadsheet_keeps_its_good_rows_and_names_the_bad_ones() {
        var csv = "单位名称,单位类别,上级单位,所在乡镇街道\n"
                + "局" + some + ",部门,,\n"
                + "镇" + some + ",镇,,\n"
                + "所" + some + ",派出机构,局" + some + ",镇" + some + "\n"
                + ",部门,,\n"
                + "站" + some + ",城堡,,\n";
        given().auth()
                .oauth2(admin)
                .multiPart("file", "单位.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/unit-imports")
                .then()
                .statusCode(200)
                .body("counts.kept", equalTo(3))
                .body("counts.withErrors", equalTo(2))
                .body("errors.rowNumber", contains(5, 6))
                .body("errors.column", contains("单位名称", "单位类别"));
    }

    @Test
    void a_file_that_is_none_is_refused() {
        given().auth()
                .oauth2(admin)
                .multiPart("file", "a.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0}, "application/octet-stream")
                .post("/api/v1/unit-imports")
                .then()
                .statusCode(422);
        given().auth()
                .oauth2(admin)
                .multiPart("file", "a.csv", "甲,乙\n1,2\n".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/unit-imports")
                .then()
                .statusCode(422);
    }

    @Test
    void divisions_go_down_to_the_villages_of_this_county() {
        given().queryParam("parentCode", "500102007")
                .get("/api/v1/divisions")
                .then()
                .statusCode(200)
                .body("items.size()", greaterThan(3))
                .body("items.name", hasItem("白鹤梁社区居民委员会"));
    }

    @Test
    void a_board_belongs_to_a_unit_of_its_clerk() {
        var township = UUID.fromString(id(create(admin, township("镇" + some))));
        var clerk = actors.token(Role.CLERK, township);
        var foreign = actors.token(Role.CLERK, actors.unit("TOWNSHIP", "别镇"));
        var board = Map.of("unitId", township, "name", "公开栏", "kind", "PHYSICAL", "place", "大门口");
        post(foreign, "/api/v1/sites", board).then().statusCode(422);
        var made = post(clerk, "/api/v1/sites", board);
        made.then().statusCode(201).body("unitName", equalTo("镇" + some));
        var location = made.header("Location");
        put(foreign, location, "\"0\"", board).then().statusCode(404);
        put(clerk, location, null, board).then().statusCode(428);
        put(clerk, location, "\"5\"", board).then().statusCode(412);
        put(clerk, location, "\"0\"", Map.of("unitId", township, "name", "公开栏", "kind", "PHYSICAL", "state", "CLOSED"))
                .then()
                .statusCode(200)
                .body("state", equalTo("CLOSED"));
        given().queryParam("unitId", township.toString())
                .get("/api/v1/sites")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
        post(
                        clerk,
                        "/api/v1/sites",
                        Map.of("unitId", township, "name", "网", "kind", "ONLINE", "url", "javascript:alert(1)"))
                .then()
                .statusCode(400);
    }

    private Response importFrom(String source) {
        return given().auth().oauth2(admin).multiPart("source", source).post("/api/v1/unit-imports");
    }

    private Response hotlines(String token, String unit, Map<String, ?> lines) {
        return put(token, "/api/v1/units/" + unit + "/hotlines", "\"" + version(unit) + "\"", lines);
    }

    private static int version(String unit) {
        var tag = given().get("/api/v1/units/" + unit).header("ETag");
        return Integer.parseInt(tag.replace("\"", ""));
    }

    private Response update(String unit, @org.jspecify.annotations.Nullable String tag, Map<String, ?> body) {
        return put(admin, "/api/v1/units/" + unit, tag, body);
    }

    private static Response put(
            String token, String path, @org.jspecify.annotations.Nullable String tag, Map<String, ?> body) {
        var request = given().auth().oauth2(token).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag)).put(path);
    }

    private static Response post(String token, String path, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static Response create(String token, Map<String, ?> body) {
        return post(token, "/api/v1/units", body);
    }

    private Map<String, ?> township(String name) {
        return Map.of("name", name, "kind", "TOWNSHIP", "parentId", actors.county());
    }

    private static String id(Response made) {
        assertThat(made.statusCode()).as(made.asString()).isLessThan(300);
        return made.path("id");
    }
}
