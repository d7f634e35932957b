package qinqing.disclosure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.kernel.Kinship;

/** The register of officials (A1), changes of status, and imports, through HTTP. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class OfficialResourceTest {
    private static final String OFFICIALS = "/api/v1/officials";

    @Inject
    Actors actors;

    @Inject
    DisclosureFixture fixture;

    @Inject
    Kin kin;

    @Inject
    Officials officials;

    private UUID township;
    private UUID head;
    private String clerk;

    @BeforeEach
    void a_township_with_a_head_and_a_clerk() {
        township = actors.unit("TOWNSHIP", "新妙镇");
        head = fixture.official(township, Rank.PARTY_HEAD, "郑书记", null);
        clerk = actors.token(Role.CLERK, township);
    }

    @Test
    void an_official_is_registered_and_shown_covered() {
        var id = Persons.id(1985);
        var created = register(input("周明远", id))
                .statusCode(201)
                .header("ETag", "\"0\"")
                .body("idNumberMasked", equalTo(id.substring(0, 6) + "********" + id.substring(14)))
                .body("state", equalTo("ACTIVE"))
                .extract();
        var answer = as(clerk)
                .get(OFFICIALS + "/" + created.<String>path("id"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(answer).doesNotContain(id);
    }

    @Test
    void everything_wrong_is_named_at_once() {
        var input = input("周😀", "500102198502300011");
        input.put("phone", "1");
        input.put(
                "since", LocalDate.now(java.time.Clock.systemUTC()).plusDays(9).toString());
        register(input).statusCode(422).body("errors.pointer", hasItems("/name", "/idNumber", "/phone", "/since"));
    }

    @Test
    void a_person_holds_one_active_post() {
        var id = Persons.id(1985);
        register(input("周明远", id)).statusCode(201);
        register(input("周明远", id)).statusCode(409);
    }

    @Test
    void of_many_registrations_of_one_person_at_once_one_is_taken() {
        var id = Persons.id(1985);
        var statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> register(input("周明远", id)).extract().statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void a_foreign_unit_or_leader_is_none() {
        var input = input("周明远", Persons.id(1985));
        input.put("unitId", actors.unit("TOWNSHIP", "龙潭镇"));
        input.put("leaderInChargeId", UUID.randomUUID());
        register(input).statusCode(422).body("errors.pointer", contains("/unitId", "/leaderInChargeId"));
        var foreign = fixture.official(actors.unit("TOWNSHIP", "龙潭镇"), Rank.PARTY_HEAD, "陈书记", null);
        as(clerk).get(OFFICIALS + "/" + foreign).then().statusCode(404);
        as(clerk).get(OFFICIALS + "/" + UUID.randomUUID()).then().statusCode(404);
        given().get(OFFICIALS).then().statusCode(401);
        as(actors.token(Role.VERIFIER, township)).get(OFFICIALS).then().statusCode(403);
    }

    @Test
    void an_entry_is_corrected_on_the_version_that_was_read() {
        var id = register(input("周明远", Persons.id(1985))).extract().<String>path("id");
        var update = Map.of("name", "周明源", "rank", "SECTION_STAFF");
        as(clerk).body(update).put(OFFICIALS + "/" + id).then().statusCode(428);
        as(clerk)
                .header("If-Match", "\"4\"")
                .body(update)
                .put(OFFICIALS + "/" + id)
                .then()
                .statusCode(412);
        as(clerk)
                .header("If-Match", "\"0\"")
                .body(update)
                .put(OFFICIALS + "/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("周明源"))
                .body("idNumberMasked", notNullValue())
                .header("ETag", "\"1\"");
    }

    @Test
    void the_list_pages_by_key_and_is_searched_by_name_in_the_subtree() {
        var village = actors.unit("VILLAGE", "两桂村", township);
        for (int i = 0; i < 5; i++) {
            fixture.official(village, Rank.VILLAGE_CADRE, "司马" + "甲乙丙丁戊".charAt(i), null);
        }
        var first = as(clerk)
                .queryParam("q", "司马")
                .queryParam("limit", 3)
                .get(OFFICIALS)
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .extract();
        as(clerk)
                .queryParam("q", "司马")
                .queryParam("limit", 3)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get(OFFICIALS)
                .then()
                .body("items", hasSize(2))
                .body("nextCursor", nullValue());
        as(clerk).queryParam("q", "%").get(OFFICIALS).then().statusCode(200).body("items", hasSize(0));
        as(clerk).queryParam("cursor", "forged").get(OFFICIALS).then().statusCode(400);
        as(actors.token(Role.CLERK, village)).get(OFFICIALS).then().body("items", hasSize(5));
    }

    @Test
    void a_transfer_brings_the_duty_to_report_a_new_signer_and_new_recipients_A3_5() {
        var leader = fixture.official(township, Rank.LEADERSHIP_MEMBER, "吴分管", null);
        var staff = fixture.official(township, Rank.SECTION_STAFF, "周明远", leader);
        var declaration = fixture.submitted(staff, List.of());
        var target = actors.unit("TOWNSHIP", "龙潭镇");
        var newHead = fixture.official(target, Rank.PARTY_HEAD, "陈书记", null);
        var today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        change(clerk, staff, Map.of("kind", "TRANSFER", "effectiveOn", today.toString(), "toUnitId", target))
                .statusCode(201)
                .body("fromUnitId", equalTo(township.toString()))
                .body("toUnitId", equalTo(target.toString()))
                .body("moved.declarations", not(equalTo(0)));
        as(clerk).get(OFFICIALS + "/" + staff).then().statusCode(404);
        var newClerk = actors.token(Role.CLERK, target);
        as(newClerk)
                .get(OFFICIALS + "/" + staff)
                .then()
                .statusCode(200)
                .body("declarationDue.requirement", equalTo("A3.5"))
                .body("declarationDue.overdue", equalTo(false));
        as(newClerk)
                .get("/api/v1/declarations/" + declaration)
                .then()
                .statusCode(200)
                .body("requiredSigner.officialId", equalTo(newHead.toString()));
    }

    @Test
    void whoever_leaves_files_no_more_and_their_declarations_close() {
        var staff = fixture.official(township, Rank.LEADERSHIP_MEMBER, "周明远", null);
        var relative = fixture.official(township, Rank.SECTION_STAFF, "周明亮", null);
        fixture.entered(staff, List.of(DisclosureFixture.Kinsperson.of("周建国", Kinship.OWN_PARENT, Persons.id(1955))));
        var open = fixture.submitted(staff, List.of());
        var today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).toString();
        change(clerk, staff, Map.of("kind", "DEATH", "effectiveOn", today)).statusCode(201);
        as(clerk).get("/api/v1/declarations/" + open).then().body("state", equalTo("CLOSED"));
        as(clerk).get(OFFICIALS + "/" + staff).then().body("state", equalTo("DECEASED"));
        change(clerk, staff, Map.of("kind", "RETURN", "effectiveOn", today)).statusCode(409);
        as(actors.token(Role.OFFICIAL, township, staff))
                .get("/api/v1/declarations/draft")
                .then()
                .statusCode(409);
        change(
                        clerk,
                        relative,
                        Map.of(
                                "kind",
                                "RETIREMENT",
                                "effectiveOn",
                                LocalDate.now(java.time.Clock.systemUTC())
                                        .plusDays(3)
                                        .toString()))
                .statusCode(422);
        change(clerk, relative, Map.of("kind", "RETIREMENT", "effectiveOn", today))
                .statusCode(201);
        change(clerk, relative, Map.of("kind", "RETURN", "effectiveOn", today)).statusCode(201);
        as(clerk)
                .get(OFFICIALS + "/" + relative + "/status-changes")
                .then()
                .statusCode(200)
                .body("items.kind", contains("RETURN", "RETIREMENT"));
    }

    @Test
    void a_signer_who_leaves_hands_the_signature_on() {
        var leader = fixture.official(township, Rank.LEADERSHIP_MEMBER, "吴分管", null);
        var staff = fixture.official(township, Rank.SECTION_STAFF, "周明远", leader);
        var declaration = fixture.submitted(staff, List.of());
        var today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).toString();
        change(clerk, leader, Map.of("kind", "RETIREMENT", "effectiveOn", today))
                .statusCode(201);
        as(clerk)
                .get("/api/v1/declarations/" + declaration)
                .then()
                .body("requiredSigner.officialId", equalTo(head.toString()));
    }

    @Test
    void kin_and_subordinates_are_known_to_later_features() {
        var otherId = Persons.id(1983);
        var leader = fixture.official(township, Rank.LEADERSHIP_MEMBER, "吴分管", null);
        var other = fixture.official(township, Rank.SECTION_STAFF, "周明亮", leader, otherId);
        var staff = fixture.official(township, Rank.SECTION_STAFF, "周明远", leader);
        assertThat(Await.answer(() -> kin.isKinOf(staff, other))).isFalse();
        fixture.entered(staff, List.of(DisclosureFixture.Kinsperson.of("周明亮", Kinship.OWN_SIBLING, otherId)));
        assertThat(Await.answer(() -> kin.isKinOf(staff, other))).isTrue();
        assertThat(Await.answer(() -> kin.isKinOf(other, staff))).isTrue();
        assertThat(Await.answer(() -> officials.isSubordinate(staff, leader))).isTrue();
        assertThat(Await.answer(() -> officials.isSubordinate(staff, head))).isTrue();
        assertThat(Await.answer(() -> officials.isSubordinate(leader, staff))).isFalse();
        assertThat(Await.answer(() -> officials.find(staff)).orElseThrow().name())
                .isEqualTo("周明远");
    }

    @Test
    void officials_and_their_declarations_come_in_by_spreadsheet_with_the_bad_rows_listed() throws Exception {
        var leaderId = Persons.id(1975);
        var staffId = Persons.id(1985);
        var unitName = as(clerk).get(OFFICIALS + "/" + head).then().extract().<String>path("unitName");
        var register = List.of(
                "姓名,性别,政治面貌,单位,职务,职级,主管、分管或从事的具体工作,是否纪检干部,身份证号码,户籍地址,手机号码,人员类别,分管领导身份证号码",
                "周明远,男,中共党员," + unitName + ",民政办主任,一级科员,低保审核,否," + staffId + ",重庆市涪陵区新妙镇两桂村3组12号," + Persons.phone()
                        + ",科所站室干部," + leaderId,
                "吴分管,男,中共党员," + unitName + ",副镇长,,分管民政,否," + leaderId + ",重庆市涪陵区新妙镇新妙社区," + Persons.phone()
                        + ",班子其他成员,",
                "坏数据,男,群众," + unitName + ",,,工作,否,50010219850101001,新妙镇,,科所站室干部,",
                "无单位,男,群众,不存在的单位,,,工作,否," + Persons.id(1990) + ",新妙镇,,科所站室干部,");
        var counts = importing("/api/v1/official-imports", register);
        assertThat(counts).containsEntry("read", 4).containsEntry("kept", 2).containsEntry("withErrors", 2);
        as(clerk).queryParam("q", "周明远").get(OFFICIALS).then().body("items[0].leaderInChargeId", notNullValue());

        var declarations = List.of(
                "报告人身份证号码,姓名,性别,亲属关系,政治面貌,单位,职务,身份证号码,手机号码,户籍地址,备注",
                staffId + ",周建国,男,本人的父母,群众,务农,," + Persons.id(1955) + ",,重庆市涪陵区新妙镇两桂村3组12号,",
                staffId + ",李桂芳,女,配偶,群众,务农,,,,,报告人不掌握证件号码",
                leaderId + ",吴大爷,男,父亲,群众,务农,," + Persons.id(1950) + ",,,",
                Persons.id(1960) + ",某某,男,子女,群众,务农,," + Persons.id(2000) + ",,,");
        var filed = importing("/api/v1/declaration-imports", declarations);
        assertThat(filed).containsEntry("read", 4).containsEntry("kept", 2).containsEntry("withErrors", 2);
        as(clerk)
                .queryParam("state", "SUBMITTED")
                .get("/api/v1/declarations")
                .then()
                .body("items", hasSize(1))
                .body("items[0].officialName", equalTo("周明远"))
                .body("items[0].relativeCount", equalTo(2));
        assertThat(importing("/api/v1/declaration-imports", declarations)).containsEntry("kept", 0);
    }

    /** Two townships of one county may have a village of one name, with groups of one name. */
    @Test
    void a_group_whose_village_has_a_namesake_is_found_by_its_whole_path() throws Exception {
        var county = actors.county();
        var groups = new java.util.ArrayList<UUID>();
        for (var place : List.of(township, actors.unit("TOWNSHIP", "龙潭镇"))) {
            var village = actors.unit("VILLAGE", "两桂村", place);
            groups.add(actors.unit("GROUP", "1组", village));
            actors.run("update unit set name = '两桂村' where id = ?", village);
            actors.run("update unit set name = '1组' where id = ?", groups.getLast());
        }
        clerk = actors.token(Role.CLERK, county);
        var town = as(clerk).get("/api/v1/units/" + township).then().extract().<String>path("name");
        var header = "姓名,性别,政治面貌,单位,职务,主管、分管或从事的具体工作,是否纪检干部,身份证号码,户籍地址,手机号码,人员类别";
        var counts = importing(
                "/api/v1/official-imports",
                List.of(
                        header,
                        "田组长,男,群众," + town + "/两桂村/1组,组长,惠民政策申报,否," + Persons.id(1970) + ",重庆市涪陵区新妙镇两桂村,"
                                + Persons.phone() + ",村（居）民小组长",
                        "李组长,男,群众,两桂村/1组,组长,惠民政策申报,否," + Persons.id(1971) + ",重庆市涪陵区新妙镇两桂村," + Persons.phone()
                                + ",村（居）民小组长"));
        assertThat(counts).containsEntry("kept", 1).containsEntry("withErrors", 1);
        as(clerk)
                .queryParam("unitId", groups.getFirst().toString())
                .get(OFFICIALS)
                .then()
                .body("items.name", contains("田组长"));
    }

    @Test
    void a_table_without_the_columns_fails_whole() throws Exception {
        var id = start("/api/v1/declaration-imports", List.of("甲,乙", "1,2"));
        assertThat(finished(id).<String>path("state")).isEqualTo("FAILED");
        as(actors.token(Role.CLERK, township))
                .get("/api/v1/imports/" + id)
                .then()
                .statusCode(404);
        as(clerk).get("/api/v1/imports").then().statusCode(200).body("items.id", hasItem(id));
        var ended = as(clerk).get("/api/v1/imports/" + id).getHeader("ETag");
        as(clerk)
                .header("If-Match", ended)
                .delete("/api/v1/imports/" + id)
                .then()
                .statusCode(409);
    }

    private Map<String, Integer> importing(String path, List<String> lines) throws InterruptedException {
        var id = start(path, lines);
        var ended = finished(id);
        assertThat(ended.<String>path("state")).isEqualTo("SUCCEEDED");
        as(clerk).get("/api/v1/imports/" + id + "/row-errors").then().statusCode(200);
        var sheet = as(clerk).get("/api/v1/imports/" + id + "/row-errors/sheet");
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.asByteArray()).startsWith('P', 'K');
        return ended.path("counts");
    }

    private String start(String path, List<String> lines) {
        var bytes = lines.stream().collect(Collectors.joining("\r\n")).getBytes(StandardCharsets.UTF_8);
        return given().auth()
                .oauth2(clerk)
                .multiPart("file", "名册.csv", bytes, "text/csv")
                .post(path)
                .then()
                .statusCode(202)
                .header("Location", containsString("/imports/"))
                .extract()
                .path("id");
    }

    private io.restassured.response.ExtractableResponse<io.restassured.response.Response> finished(String id)
            throws InterruptedException {
        for (int i = 0; i < 150; i++) {
            var now = as(clerk)
                    .get("/api/v1/imports/" + id)
                    .then()
                    .statusCode(200)
                    .extract();
            if (!List.of("QUEUED", "RUNNING").contains(now.<String>path("state"))) {
                return now;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the import does not end");
    }

    private Map<String, Object> input(String name, String id) {
        var input = new HashMap<String, Object>();
        input.put("name", name);
        input.put("unitId", township);
        input.put("rank", "SECTION_STAFF");
        input.put("idNumber", id);
        input.put("phone", Persons.phone());
        input.put("postTitle", "民政办主任");
        return input;
    }

    private ValidatableResponse register(Object input) {
        return as(clerk).body(input).post(OFFICIALS).then();
    }

    private static ValidatableResponse change(String token, UUID official, Object change) {
        return as(token)
                .body(change)
                .post(OFFICIALS + "/" + official + "/status-changes")
                .then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
