package qinqing.benefit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.intake.ListedPeople;
import qinqing.intake.UploadedLists;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class BatchTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration READ_WITHIN = Duration.ofSeconds(20);
    private static final Charset GB18030 = Charset.forName("GB18030");

    @Inject
    Actors actors;

    @Inject
    AgroalDataSource database;

    @Inject
    DropsEndorsedFiles drops;

    @Inject
    UploadedLists uploads;

    private UUID unit;
    private String clerk;
    private String endorser;

    @BeforeEach
    void aUnit() {
        unit = actors.unit("DEPARTMENT", "区民政局");
        clerk = actors.token(Role.CLERK, unit);
        endorser = actors.token(Role.ENDORSER, unit);
    }

    @Test
    void a_list_is_read_and_endorsed() {
        var programme = programme();
        var batch = read(upload(programme, "名单.csv", list(3).getBytes(StandardCharsets.UTF_8)));
        assertThat(batch.path("state").toString()).isEqualTo("IMPORTED");
        assertThat(batch.<Integer>path("counts.kept")).isEqualTo(3);
        assertThat(batch.<String>path("totalAmount")).isEqualTo("360.00");
        endorse(batch, endorser, Map.of("decision", "APPROVE", "opinion", "情况属实"))
                .then()
                .statusCode(200)
                .body("state", is("ENDORSED"))
                .body("endorsement.decision", is("APPROVE"));
        assertThat(count(
                        "select count(*) from beneficiary where batch_id = ? and endorsed and person_token is not null",
                        id(batch)))
                .isEqualTo(3);
    }

    @Test
    void the_three_encodings_of_offices_are_read() {
        for (var content : List.of(
                list(2).getBytes(StandardCharsets.UTF_8),
                ("\ufeff" + list(2)).getBytes(StandardCharsets.UTF_8),
                list(2).getBytes(GB18030))) {
            var batch = read(upload(programme(), "名单.csv", content));
            assertThat(batch.<String>path("state")).isEqualTo("IMPORTED");
            assertThat(batch.<Integer>path("counts.kept")).isEqualTo(2);
        }
    }

    @Test
    void a_spreadsheet_is_read_and_its_bad_rows_come_back_to_be_mended() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("名单");
            sheet.value(0, 0, "危房改造补助名单");
            sheet.range(0, 0, 0, 3).merge();
            var header = List.of("户主姓名", "身份证号码", "补助金额（万元）", "备注");
            for (int i = 0; i < header.size(); i++) {
                sheet.value(1, i, header.get(i));
            }
            sheet.value(2, 0, "王建国");
            sheet.value(2, 1, ListedPeople.id(1).substring(0, 17));
            sheet.value(2, 2, 1.5);
            sheet.value(3, 0, "=cmd()");
            sheet.value(3, 1, ListedPeople.id(2));
            sheet.value(3, 2, 1);
            sheet.value(4, 0, "李秀英");
            sheet.value(4, 1, ListedPeople.id(3));
            sheet.formula(4, 2, "1+1");
            sheet.value(5, 0, "合计");
            sheet.value(5, 2, 2.5);
            sheet.style(200_000, 3).bold().set();
        }
        var batch = read(upload(programme(), "名单.xlsx", out.toByteArray()));
        assertThat(batch.<String>path("state")).isEqualTo("IMPORTED");
        assertThat(batch.<Integer>path("counts.read")).isEqualTo(3);
        assertThat(batch.<Integer>path("counts.kept")).isEqualTo(1);
        assertThat(batch.<String>path("totalAmount")).isEqualTo("15000.00");
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/beneficiary-batches/" + id(batch) + "/row-errors")
                .then()
                .statusCode(200)
                .body("items.code", hasItems("ID_WRONG_LENGTH", "NAME_SYMBOL", "CELL_UNREADABLE"))
                .body("items.rowNumber", hasItems(3, 4, 5));
        var sheet = given().auth().oauth2(clerk).get("/api/v1/beneficiary-batches/" + id(batch) + "/row-errors/sheet");
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.asByteArray()).startsWith('P', 'K');
        given().auth()
                .oauth2(clerk)
                .queryParam("batchId", id(batch))
                .get("/api/v1/beneficiaries")
                .then()
                .statusCode(200)
                .body("items.idQuality", is(List.of("BROKEN")))
                .body("items[0].idNumberMasked", startsWith("500102"));
    }

    @Test
    void a_value_is_shown_in_clear_for_a_purpose_of_the_role_and_that_is_audited() throws SQLException {
        var content = "姓名,身份证号,金额\n王建国," + ListedPeople.id(77) + ",100\n";
        var batch = read(upload(programme(), "查看.csv", content.getBytes(StandardCharsets.UTF_8)));
        var row = given().auth()
                .oauth2(clerk)
                .queryParam("batchId", id(batch))
                .get("/api/v1/beneficiaries")
                .<String>path("items[0].id");
        reveal(clerk, row, "ENTRY").then().statusCode(200).body("value", is(ListedPeople.id(77)));
        reveal(clerk, row, "INSPECTION").then().statusCode(422).body("errors.pointer", hasItems("/purpose"));
        var stranger = actors.token(Role.CLERK, actors.unit("TOWNSHIP", "外镇" + UUID.randomUUID()));
        reveal(stranger, row, "ENTRY").then().statusCode(404);
        assertThat(count(
                        "select count(*) from audit_entry where action = 'revealBeneficiaryValue' and subject_id = ?",
                        row))
                .isEqualTo(1);
    }

    private static Response reveal(String token, String row, String purpose) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("field", "ID_NUMBER", "purpose", purpose))
                .post("/api/v1/beneficiaries/" + row + "/reveals");
    }

    @Test
    void unknown_headers_wait_for_a_person() {
        var content = "甲,乙,丙\n王建国," + ListedPeople.id(1) + ",100\n";
        var batch = read(upload(programme(), "名单.csv", content.getBytes(StandardCharsets.UTF_8)));
        assertThat(batch.<String>path("state")).isEqualTo("MAPPING_NEEDED");
        var mapped = given().auth()
                .oauth2(clerk)
                .header("If-Match", batch.header("ETag"))
                .contentType("application/json")
                .body(Map.of(
                        "headerRow",
                        1,
                        "columns",
                        List.of(
                                Map.of("index", 0, "field", "NAME"),
                                Map.of("index", 1, "field", "ID_NUMBER"),
                                Map.of("index", 2, "field", "AMOUNT"))))
                .put("/api/v1/beneficiary-batches/" + id(batch) + "/mapping");
        assertThat(read(mapped).<Integer>path("counts.kept")).isEqualTo(1);
    }

    @Test
    void the_same_file_is_taken_once_for_a_programme() {
        var programme = programme();
        var content = list(1).getBytes(StandardCharsets.UTF_8);
        read(upload(programme, "名单.csv", content));
        assertThat(upload(programme, "另存.csv", content).statusCode()).isEqualTo(409);
        assertThat(upload(programme(), "名单.csv", content).statusCode()).isEqualTo(202);
    }

    @Test
    void files_that_are_no_lists_fail_with_a_reason_and_leave_nothing() {
        var whole = "PK\u0003\u0004 cut off".getBytes(StandardCharsets.ISO_8859_1);
        var wrong = new byte[] {(byte) 0xff, (byte) 0xff, 0, (byte) 0x81, (byte) 0xff, 10};
        for (var content : List.of(whole, wrong)) {
            var batch = read(upload(programme(), "名单.xlsx", content));
            assertThat(batch.<String>path("state")).isEqualTo("FAILED");
            assertThat(batch.<String>path("failure.code")).isNotEmpty();
            assertThat(count("select count(*) from beneficiary where batch_id = ?", id(batch)))
                    .isZero();
        }
    }

    @Test
    void a_returned_list_says_why_and_can_be_handed_in_again() {
        var programme = programme();
        var content = list(2).getBytes(StandardCharsets.UTF_8);
        var batch = read(upload(programme, "名单.csv", content));
        endorse(batch, endorser, Map.of("decision", "RETURN")).then().statusCode(422);
        endorse(batch, endorser, Map.of("decision", "RETURN", "reasons", "金额有误"))
                .then()
                .statusCode(200)
                .body("endorsement.reasons", is("金额有误"));
        assertThat(read(upload(programme, "名单.csv", content)).<String>path("state"))
                .isEqualTo("IMPORTED");
    }

    @Test
    void only_the_head_of_its_own_unit_signs_a_list_and_strangers_do_not_know_it() {
        var batch = read(upload(programme(), "名单.csv", list(1).getBytes(StandardCharsets.UTF_8)));
        var above = actors.token(Role.ENDORSER, actors.county());
        var stranger = actors.token(Role.ENDORSER, actors.unit("DEPARTMENT", "区水务局"));
        endorse(batch, above, Map.of("decision", "APPROVE")).then().statusCode(403);
        endorse(batch, stranger, Map.of("decision", "APPROVE")).then().statusCode(404);
        assertThat(endorse(batch, endorser, Map.of("decision", "APPROVE")).statusCode())
                .isEqualTo(200);
        assertThat(endorse(batch, endorser, Map.of("decision", "APPROVE")).statusCode())
                .isEqualTo(412);
    }

    @Test
    void duplicates_are_kept_and_counted_within_the_list_and_across_the_programme() {
        var programme = programme();
        var lines = list(2).split("\n");
        var twice = String.join("\n", lines) + "\n" + lines[2] + "\n";
        var first = read(upload(programme, "名单.csv", twice.getBytes(StandardCharsets.UTF_8)));
        assertThat(first.<Integer>path("counts.kept")).isEqualTo(3);
        assertThat(first.<Integer>path("counts.duplicates")).isEqualTo(1);
        var second = read(upload(programme, "补录.csv", list(3).getBytes(StandardCharsets.UTF_8)));
        assertThat(second.<Integer>path("counts.duplicates")).isEqualTo(2);
    }

    @Test
    void a_list_cancelled_while_it_is_read_leaves_no_row() {
        var accepted = upload(programme(), "名单.csv", list(60_000).getBytes(StandardCharsets.UTF_8));
        Response cancelled;
        do {
            var batch = get(id(accepted));
            cancelled = given().auth()
                    .oauth2(clerk)
                    .header("If-Match", batch.header("ETag"))
                    .delete("/api/v1/beneficiary-batches/" + id(accepted));
        } while (cancelled.statusCode() == 412);
        assertThat(cancelled.statusCode()).isEqualTo(204);
        assertThat(read(accepted).<String>path("state")).isEqualTo("CANCELLED");
        awaitNone("select count(*) from beneficiary where batch_id = ?", id(accepted));
        awaitNone(
                "select count(*) from pg_tables where schemaname = 'staging' and tablename like '%' || replace(cast(? as text), '-', '') || '%'",
                id(accepted));
    }

    @Test
    void what_a_system_pushes_waits_in_the_open_list_for_the_signature() {
        var programme = programme();
        var system = actors.system(actors.county(), "beneficiaries:write");
        var body = Map.of(
                "programmeId",
                programme,
                "externalReference",
                "WG-1",
                "name",
                "王建国",
                "idNumber",
                ListedPeople.id(5),
                "amount",
                "21000.00",
                "place",
                "南沱镇连丰村",
                "startsOn",
                "2025-03-01");
        var pushed = given().auth()
                .oauth2(system)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/beneficiaries");
        pushed.then().statusCode(201).body("idQuality", is("VALID")).body("place", is("南沱镇连丰村"));
        given().auth()
                .oauth2(system)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/beneficiaries")
                .then()
                .statusCode(409);
        given().auth()
                .oauth2(system)
                .get("/api/v1/beneficiaries/" + pushed.path("id"))
                .then()
                .statusCode(200);
        var batch = get(pushed.path("batchId"));
        assertThat(batch.<String>path("state")).isEqualTo("IMPORTED");
        assertThat(endorse(batch, endorser, Map.of("decision", "APPROVE")).statusCode())
                .isEqualTo(200);
        assertThat(count("select count(*) from beneficiary where batch_id = ? and endorsed", id(batch)))
                .isEqualTo(1);
    }

    @Test
    void a_company_is_answered_with_both_of_its_people() { // A7.2
        var pushed = given().auth()
                .oauth2(actors.system(actors.county(), "beneficiaries:write"))
                .contentType("application/json")
                .body(Map.of(
                        "programmeId",
                        programme(),
                        "role",
                        "COMPANY",
                        "name",
                        "涪陵区江汇建筑有限公司",
                        "legalRepresentative",
                        Map.of("name", "田守正", "idNumber", ListedPeople.id(11)),
                        "agent",
                        Map.of("name", "何小满", "idNumber", ListedPeople.id(12)),
                        "amount",
                        "300000.00",
                        "startsOn",
                        "2025-03-01"))
                .post("/api/v1/beneficiaries");
        pushed.then()
                .statusCode(201)
                .body("role", is("LEGAL_REPRESENTATIVE"))
                .body("name", is("田守正"))
                .body("sameRow.role", is(List.of("AGENT")))
                .body("sameRow.name", is(List.of("何小满")));
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/beneficiaries/" + pushed.path("sameRow[0].id"))
                .then()
                .statusCode(200)
                .body("sameRow.name", is(List.of("田守正")));
    }

    @Test
    void two_lists_of_a_programme_read_at_the_same_moment_see_each_others_rows() {
        var programme = programme();
        var first = upload(programme, "一.csv", list(2000).getBytes(StandardCharsets.UTF_8));
        var second = upload(programme, "二.csv", list(2001).getBytes(StandardCharsets.UTF_8));
        int duplicates =
                read(first).<Integer>path("counts.duplicates") + read(second).<Integer>path("counts.duplicates");
        assertThat(duplicates).isEqualTo(2000);
    }

    @Test
    void the_file_of_a_signed_list_is_deleted_and_its_rows_stay() throws Exception {
        var batch = read(upload(programme(), "名单.csv", list(3).getBytes(StandardCharsets.UTF_8)));
        var file = UUID.fromString(id(batch));
        drops.run();
        assertThat(uploads.has(file)).as("a list that waits may be mapped anew").isTrue();
        endorse(batch, endorser, Map.of("decision", "APPROVE")).then().statusCode(200);
        drops.run();
        assertThat(uploads.has(file)).isFalse();
        assertThat(count("select count(*) from beneficiary where batch_id = ?", id(batch)))
                .isEqualTo(3);
        assertThat(count("select count(upload_id) from beneficiary_batch where id = ?", id(batch)))
                .isZero();
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/beneficiary-batches/" + id(batch) + "/row-errors/sheet")
                .then()
                .statusCode(409);
    }

    @Test
    void programmes_before_2018_need_to_have_been_unfinished_then() {
        var body = Map.of(
                "name",
                "旧项目",
                "kind",
                "CONSTRUCTION",
                "universal",
                false,
                "approvingUnitId",
                unit.toString(),
                "startsOn",
                "2015-01-01",
                "endsOn",
                "2017-12-31");
        given().auth()
                .oauth2(clerk)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/programmes")
                .then()
                .statusCode(422)
                .body("errors.detail", hasItem(containsString("A7.5")))
                .body("errors.detail", hasItem(containsString("A10.5")));
    }

    @Test
    void a_closed_programme_takes_no_more_lists() {
        var programme = programme();
        var etag = given().auth()
                .oauth2(clerk)
                .get("/api/v1/programmes/" + programme)
                .header("ETag");
        given().auth()
                .oauth2(clerk)
                .header("If-Match", etag)
                .put("/api/v1/programmes/" + programme + "/closure")
                .then()
                .statusCode(200)
                .body("closed", is(true));
        assertThat(upload(programme, "名单.csv", list(1).getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(409);
    }

    private void awaitNone(String question, String batch) {
        long end = System.nanoTime() + READ_WITHIN.toNanos();
        while (count(question, batch) > 0) {
            assertThat(System.nanoTime()).as(question).isLessThan(end);
        }
    }

    private Response endorse(Response batch, String token, Map<String, ?> body) {
        return given().auth()
                .oauth2(token)
                .header("If-Match", batch.header("ETag"))
                .contentType("application/json")
                .body(body)
                .put("/api/v1/beneficiary-batches/" + id(batch) + "/endorsement");
    }

    static String list(int rows) {
        var text = new StringBuilder("2025年困难群众临时救助发放名单\n序号,姓名,身份证号码,联系电话,家庭住址,补助金额（元）,发放时间,备注\n");
        for (int i = 1; i <= rows; i++) {
            text.append("%d,%s,%s,%s,重庆市涪陵区南沱镇连丰村%d组%d号,120,2025-03-%02d,\n"
                    .formatted(
                            i,
                            ListedPeople.name(i),
                            ListedPeople.id(i),
                            ListedPeople.phone(i),
                            i % 9 + 1,
                            i,
                            i % 28 + 1));
        }
        return text.toString();
    }

    private String programme() {
        return given().auth()
                .oauth2(clerk)
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "临时救助" + NEXT.incrementAndGet(),
                        "kind",
                        "FUND",
                        "category",
                        "RELIEF",
                        "universal",
                        false,
                        "approvingUnitId",
                        unit.toString(),
                        "startsOn",
                        "2025-01-01"))
                .post("/api/v1/programmes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Response upload(String programme, String name, byte[] content) {
        return given().auth()
                .oauth2(clerk)
                .multiPart("file", name, content)
                .multiPart("programmeId", programme)
                .multiPart("listKind", "GRANTS")
                .post("/api/v1/beneficiary-batches");
    }

    /** The list once its reading is over. */
    private Response read(Response accepted) {
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        long end = System.nanoTime() + READ_WITHIN.toNanos();
        while (true) {
            var batch = get(id(accepted));
            if (!batch.path("state").equals("RECEIVED") && !batch.path("state").equals("IMPORTING")) {
                return batch;
            }
            assertThat(System.nanoTime()).as("read in time").isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Response get(String id) {
        return given().auth().oauth2(clerk).get("/api/v1/beneficiary-batches/" + id);
    }

    private static String id(Response batch) {
        return batch.path("id");
    }

    private int count(String question, String batch) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(question)) {
            statement.setObject(1, UUID.fromString(batch));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
