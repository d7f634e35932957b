package qinqing.invitation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.disclosure.Persons;
import qinqing.identity.Actors;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.Vault;

/** People invited by the table, and their codes, through HTTP. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class AccountImportResourceTest {
    private static final String PASSWORD = "江汇两岸-1997-白鹤梁";

    @Inject
    Actors actors;

    @Inject
    Vault vault;

    private UUID township;
    private String unitName;
    private String admin;

    @BeforeEach
    void an_administrator_with_a_table() {
        township = actors.unit("TOWNSHIP", "马武镇");
        admin = actors.token(Role.ADMIN, actors.county());
        unitName = as(admin).get("/api/v1/units/{id}", township).path("name");
    }

    @Test
    void good_rows_become_invited_accounts_and_the_others_are_listed() throws Exception {
        var clerk = Persons.phone();
        var inspector = Persons.phone();
        var id = start(List.of(
                "姓名,手机号,角色,单位",
                "周明远," + clerk + ",工作人员," + unitName,
                "周明远," + clerk + ",党员干部、VERIFIER," + unitName,
                "李桂芳,12345,核查人," + unitName,
                "吴分管," + Persons.phone() + ",书记," + unitName,
                "何远山," + Persons.phone() + ",核查人,不存在的单位",
                "陈纪检," + inspector + ",监督员、工作人员," + unitName));
        finished(id)
                .body("state", equalTo("SUCCEEDED"))
                .body("kind", equalTo("ACCOUNTS"))
                .body("counts.read", equalTo(6))
                .body("counts.kept", equalTo(2))
                .body("counts.withErrors", equalTo(4));
        as(admin)
                .get("/api/v1/imports/{id}/row-errors", id)
                .then()
                .statusCode(200)
                .body("items.code", hasItem("UNKNOWN_ROLE"))
                .body("items.code", hasItem("UNKNOWN_UNIT"))
                .body("items.code", hasItem("ROLES_NOT_ALLOWED"))
                .body("items.findAll { it.severity == 'WARNING' }.code", equalTo(List.of("NO_OFFICIAL")));
        var codes = codes(download(id));
        assertThat(codes).hasSize(1);
        given().contentType(ContentType.JSON)
                .body(Map.of("phone", clerk, "code", codes.getFirst().get(3), "newPassword", PASSWORD))
                .post("/api/v1/invitation-acceptances")
                .then()
                .statusCode(204);
        given().contentType(ContentType.JSON)
                .body(Map.of("phone", clerk, "password", PASSWORD))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201)
                .body("assignments", hasSize(3));
        var again = start(List.of("姓名,手机号,角色,单位", "周明远," + clerk + ",核查人," + unitName));
        finished(again).body("counts.duplicates", equalTo(1));
        as(admin).get("/api/v1/imports/{id}/invitation-codes", again).then().statusCode(409);
    }

    @Test
    void who_sees_the_whole_county_holds_the_role_at_the_county() throws Exception {
        finished(start(List.of("姓名,手机号,角色,单位", "覃县督," + Persons.phone() + ",县级监督员," + unitName)))
                .body("counts.kept", equalTo(1));
        as(admin)
                .queryParam("q", "覃县督")
                .queryParam("unitId", actors.county().toString())
                .queryParam("role", "COUNTY_INSPECTOR")
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items.name", equalTo(List.of("覃县督")));
    }

    @Test
    void codes_are_taken_once_and_by_whoever_asked_for_the_import() throws Exception {
        var id = start(List.of("姓名,手机号,角色,单位", "何远山," + Persons.phone() + ",核查人," + unitName));
        finished(id);
        as(actors.token(Role.ADMIN, actors.county()))
                .get("/api/v1/imports/{id}/invitation-codes", id)
                .then()
                .statusCode(404);
        assertThat(codes(download(id))).hasSize(1);
        as(admin).get("/api/v1/imports/{id}/invitation-codes", id).then().statusCode(409);
    }

    @Test
    void an_account_is_bound_to_the_one_official_with_its_phone_and_name() throws Exception {
        var phone = Persons.phone();
        String official = as(actors.token(Role.CLERK, township))
                .body(Map.of(
                        "name",
                        "秦良玉",
                        "unitId",
                        township,
                        "rank",
                        "SECTION_STAFF",
                        "idNumber",
                        Persons.id(1980),
                        "phone",
                        phone,
                        "postTitle",
                        "民政办主任"))
                .post("/api/v1/officials")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        var other = Persons.phone();
        finished(start(List.of(
                        "姓名,手机号,角色,单位", "秦良玉," + phone + ",党员干部," + unitName, "秦良玉," + other + ",党员干部," + unitName)))
                .body("counts.kept", equalTo(2));
        var found = as(admin)
                .queryParam("unitId", township)
                .queryParam("role", "OFFICIAL")
                .get("/api/v1/accounts")
                .then()
                .body("items", hasSize(2))
                .extract();
        assertThat(found.<List<String>>path("items.officialId")).containsExactlyInAnyOrder(official, null);
    }

    @Test
    void two_thousand_people_come_in_while_one_waits() throws Exception {
        var rows = Stream.concat(
                        Stream.of("姓名,手机号码,身份证号码,单位编码,单位,角色"),
                        IntStream.range(0, 2_000)
                                .mapToObj(i -> "村干部," + Persons.phone() + ",,," + unitName + ",OFFICIAL"))
                .toList();
        var id = start(rows);
        finished(id).body("counts.kept", equalTo(2_000)).body("failure", nullValue());
        assertThat(codes(download(id)).stream().map(line -> line.get(3)).distinct())
                .hasSize(2_000);
    }

    private List<List<String>> codes(byte[] sheet) throws IOException {
        var file = Files.write(Files.createTempFile("codes", ".xlsx"), sheet);
        try (var source = SpreadsheetSource.open(
                        Files.newByteChannel(file),
                        new Scratch(java.nio.file.Path.of("target"), vault),
                        Limits.COUNTY);
                var rows = source.rows()) {
            return rows.skip(1).map(Row::cells).toList();
        } finally {
            Files.delete(file);
        }
    }

    private byte[] download(String id) {
        return as(admin)
                .get("/api/v1/imports/{id}/invitation-codes", id)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .asByteArray();
    }

    private String start(List<String> lines) {
        return given().auth()
                .oauth2(admin)
                .multiPart("file", "账号.csv", String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/account-imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private io.restassured.response.ValidatableResponse finished(String id) throws InterruptedException {
        ExtractableResponse<Response> now;
        int looks = 0;
        do {
            Thread.sleep(200);
            now = as(admin)
                    .get("/api/v1/imports/{id}", id)
                    .then()
                    .statusCode(200)
                    .extract();
        } while (List.of("QUEUED", "RUNNING").contains(now.<String>path("state")) && ++looks < 200);
        return now.response().then().body("state", equalTo("SUCCEEDED"));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }
}
