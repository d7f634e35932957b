package qinqing.benefit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.intake.ListedPeople;
import qinqing.spreadsheet.RawWorkbook;

/**
 * Files that no honest office sends, or only by accident, over the endpoint that offices send them to: each ends with a clear reason
 * or row errors, good rows are kept, nothing is half-written, and the next list is read as if nothing had been.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class BadListsTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);
    private static final String PATH = "/api/v1/beneficiary-batches";
    private static final int MILLION = 1_000_000;

    @Inject
    Actors actors;

    @Inject
    AgroalDataSource database;

    private UUID unit;
    private String clerk;

    @BeforeEach
    void a_unit_with_a_clerk() {
        unit = actors.unit("DEPARTMENT", "区农委");
        clerk = actors.token(Role.CLERK, unit);
    }

    @Test
    void a_zip_bomb() throws Exception {
        var bomb = RawWorkbook.zip(Map.of("xl/worksheets/sheet1.xml", out -> RawWorkbook.repeat(out, " ", 1 << 30)));
        assertThat(bomb.length).isLessThan(2 << 20);
        refused("发放表.xlsx", "INFLATES_TOO_FAR", bomb);
    }

    @Test
    void a_million_blank_rows_in_a_workbook() throws Exception {
        var book = RawWorkbook.zip(Map.of("xl/worksheets/sheet1.xml", out -> {
            text(out, "<worksheet><sheetData>" + row(1, "姓名", "身份证号", "金额"));
            text(out, row(2, "王建国", ListedPeople.id(1), "100"));
            for (int i = 3; i <= MILLION; i++) {
                text(out, "<row r=\"" + i + "\"><c r=\"A" + i + "\" s=\"0\"/></row>");
            }
            text(out, row(MILLION + 1, "李秀英", ListedPeople.id(2), "200") + "</sheetData></worksheet>");
        }));
        var batch = imported("发放表.xlsx", book);
        assertThat(batch.<Integer>path("counts.read")).isEqualTo(2);
        assertThat(batch.<Integer>path("counts.kept")).isEqualTo(2);
    }

    @Test
    void a_million_blank_lines_in_a_text_file() throws Exception {
        var list = "姓名,身份证号,金额\n王建国," + ListedPeople.id(3) + ",100\n" + ",,\n".repeat(MILLION) + "李秀英,"
                + ListedPeople.id(4) + ",200\n";
        var batch = imported("发放表.csv", list.getBytes(StandardCharsets.UTF_8));
        assertThat(batch.<Integer>path("counts.kept")).isEqualTo(2);
    }

    @Test
    void a_file_that_was_cut() throws Exception {
        var whole = workbook(500);
        refused("发放表.xlsx", "DAMAGED", Arrays.copyOf(whole, whole.length * 3 / 4));
        var list =
                ("姓名,身份证号,金额\n王建国," + ListedPeople.id(5) + ",100\n").repeat(10).getBytes(StandardCharsets.UTF_8);
        refused(
                "发放表.csv",
                "DAMAGED",
                Arrays.copyOf(list, list.length - 5 - ListedPeople.id(5).length() - 2));
    }

    @Test
    void an_upload_that_breaks_off_is_no_list() throws Exception {
        var programme = programme();
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            var out = socket.getOutputStream();
            text(
                    out,
                    "POST " + PATH + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + clerk
                            + "\r\nContent-Length: 5000000\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"programmeId\"\r\n\r\n" + programme
                            + "\r\n--b\r\nContent-Disposition: form-data; name=\"listKind\"\r\n\r\nGRANTS\r\n"
                            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n姓名,金额\n");
            out.write(new byte[700_000]);
            out.flush();
        }
        given().auth()
                .oauth2(clerk)
                .queryParam("programmeId", programme)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("items.size()", is(0));
    }

    @Test
    void bytes_that_are_no_text() throws Exception {
        var noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        noise[0] = 'a';
        refused("发放表.csv", "UNKNOWN_ENCODING", noise);
    }

    @Test
    void a_header_of_a_hundred_megabytes() throws Exception {
        refused("发放表.csv", "BROKEN_TEXT", "a".repeat(100 << 20).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void merged_cells_and_formulas_cost_only_the_rows_they_hide() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("Sheet1");
            line(sheet, 0, "姓名", "身份证号", "金额");
            line(sheet, 1, "王建国", ListedPeople.id(11), "100");
            line(sheet, 2, "李秀英", ListedPeople.id(12));
            line(sheet, 3, "张德福", ListedPeople.id(13), "300");
            line(sheet, 4, "刘桂兰", ListedPeople.id(14));
            sheet.range(1, 2, 2, 2).merge();
            sheet.formula(4, 2, "SUM(C2:C4)");
        }
        var batch = imported("发放表.xlsx", out.toByteArray());
        assertThat(batch.<Integer>path("counts.read")).isEqualTo(4);
        given().auth()
                .oauth2(clerk)
                .get(PATH + "/" + batch.path("id") + "/row-errors")
                .then()
                .statusCode(200)
                .body("items.rowNumber", everyItem(is(oneOf(3, 5))))
                .body("items.findAll { it.code == 'CELL_UNREADABLE' }.rowNumber", containsInAnyOrder(3, 5));
        given().auth()
                .oauth2(clerk)
                .queryParam("batchId", batch.<String>path("id"))
                .get("/api/v1/beneficiaries")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("王建国", "张德福"));
    }

    private void refused(String name, String code, byte[] content) throws Exception {
        var batch = sent(name, content);
        assertThat(batch.<String>path("state")).as(batch.asString()).isEqualTo("FAILED");
        assertThat(batch.<String>path("failure.code")).isEqualTo(code);
        assertThat(batch.<String>path("failure.detail")).isNotBlank();
        assertThat(rows(batch.path("id"))).isZero();
        assertThat(imported("好的名单.xlsx", workbook(2)).<Integer>path("counts.kept"))
                .isEqualTo(2);
    }

    private Response imported(String name, byte[] content) throws Exception {
        var batch = sent(name, content);
        assertThat(batch.<String>path("state")).as(batch.asString()).isEqualTo("IMPORTED");
        assertThat(rows(batch.path("id"))).isEqualTo(batch.<Integer>path("counts.kept"));
        return batch;
    }

    /** By a plain client, which keeps no copy of a hundred megabytes to print when a test fails. */
    private Response sent(String name, byte[] content) throws Exception {
        var head = "--b\r\nContent-Disposition: form-data; name=\"programmeId\"\r\n\r\n" + programme()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"listKind\"\r\n\r\nGRANTS\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n";
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + PATH))
                .header("Authorization", "Bearer " + clerk)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--b--\r\n")))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var accepted = client.send(request, BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            return read(JsonPath.from(accepted.body()).getString("id"));
        }
    }

    private Response read(String batch) throws InterruptedException {
        long end = System.nanoTime() + READ_WITHIN.toNanos();
        while (true) {
            var seen = given().auth().oauth2(clerk).get(PATH + "/" + batch);
            if (!seen.path("state").equals("RECEIVED") && !seen.path("state").equals("IMPORTING")) {
                return seen;
            }
            assertThat(System.nanoTime()).as("read in time").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private String programme() {
        return given().auth()
                .oauth2(clerk)
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "产业扶持" + NEXT.incrementAndGet(),
                        "kind",
                        "FUND",
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

    private int rows(String batch) throws SQLException {
        try (var connection = database.getConnection();
                var question =
                        connection.prepareStatement("select count(*) from beneficiary where batch_id = ?::uuid")) {
            question.setString(1, batch);
            var answer = question.executeQuery();
            answer.next();
            return answer.getInt(1);
        }
    }

    private static byte[] workbook(int people) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("Sheet1");
            line(sheet, 0, "姓名", "身份证号", "金额");
            for (int i = 1; i <= people; i++) {
                line(sheet, i, "王建国", ListedPeople.id(100 + i), "100");
            }
        }
        return out.toByteArray();
    }

    private static void line(org.dhatim.fastexcel.Worksheet sheet, int row, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            sheet.value(row, i, cells[i]);
        }
    }

    private static String row(int number, String... cells) {
        var row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            row.append("<c r=\"%c%d\" t=\"str\"><v>%s</v></c>".formatted('A' + i, number, cells[i]));
        }
        return row.append("</row>").toString();
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
