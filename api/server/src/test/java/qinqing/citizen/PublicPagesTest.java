package qinqing.citizen;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.publicity.PublicityFixture;
import qinqing.publicity.PublicityFixture.Township;
import qinqing.publicity.Publishing;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class PublicPagesTest {
    private static final String ATTACK = "<script>alert(1)</script>";

    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    private Township town;
    private String clerk;

    @BeforeEach
    void township() {
        town = fixture.township();
        clerk = actors.token(Role.CLERK, town.unit());
    }

    private String published(String beneficiary) {
        var matter = fixture.verified(town, beneficiary, "FUND", "COMPLIANT");
        var id = Publishing.draft(clerk, town.unit(), matter.verification());
        var number = Publishing.publish(clerk, id);
        for (var board : java.util.List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        return number;
    }

    @Test
    void a_citizen_finds_reads_and_objects_without_login_or_script() {
        var name = "冉" + UUID.randomUUID().toString().substring(0, 8);
        var number = published(name);
        given().queryParam("q", name)
                .get("/")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .body(
                        containsString("<html lang=\"zh-CN\">"),
                        containsString("/notices/" + number),
                        not(containsString("<script")));
        given().get("/notices/" + number)
                .then()
                .statusCode(200)
                .body(
                        containsString(name),
                        containsString("023-72220000"),
                        containsString("正在张贴"),
                        containsString("提交异议"));
        var page = given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("grounds", "该户2023年已享受过补助，请核实。")
                .post("/notices/" + number + "/objections")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
        var codes = Pattern.compile("<code>([^<]+)</code>").matcher(page);
        assertThat(codes.find()).isTrue();
        var tracking = codes.group(1);
        assertThat(codes.find()).isTrue();
        given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("number", tracking)
                .formParam("secret", codes.group(1))
                .post("/objections")
                .then()
                .statusCode(200)
                .body(containsString("待初审"), containsString(number));
        given().contentType(ContentType.URLENC)
                .formParam("number", tracking)
                .formParam("secret", "WRONG")
                .post("/objections")
                .then()
                .statusCode(404)
                .body(containsString("编号或查询码不正确"));
    }

    @Test
    void a_form_sent_twice_is_one_objection() {
        var number = published("周建国");
        String[] pages = new String[2];
        for (int i = 0; i < 2; i++) {
            pages[i] = given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                    .formParam("grounds", "同一理由提交两次")
                    .post("/notices/" + number + "/objections")
                    .then()
                    .statusCode(201)
                    .extract()
                    .asString();
        }
        assertThat(pages[0]).isEqualTo(pages[1]);
        assertThat(fixture.ask(
                        "select count(*) from objection where notice_id = (select id from notice where number = ?)",
                        number))
                .isEqualTo(1L);
    }

    @Test
    void a_short_objection_comes_back_with_what_was_typed() {
        var number = published("周建国");
        given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("grounds", "不对")
                .post("/notices/" + number + "/objections")
                .then()
                .statusCode(400)
                .body(
                        containsString("请用 5 至 5000 字说明理由"),
                        containsString(">不对</textarea>"),
                        containsString("role=\"alert\""));
    }

    @Test
    void markup_in_a_name_stays_text_everywhere() {
        var number = published(ATTACK);
        for (var path : java.util.List.of(
                "/?q=" + number,
                "/notices/" + number,
                "/api/v1/public/notices/" + number + "/sheet",
                "/api/v1/public/notices.atom?unitId=" + town.unit())) {
            given().get(path).then().statusCode(200).body(not(containsString("<script")), containsString("&lt;script"));
        }
        given().get("/?q=" + ATTACK).then().statusCode(200).body(not(containsString("<script")));
        given().get("/api/v1/public/notices/" + number)
                .then()
                .contentType(startsWith("application/json"))
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void a_rating_is_thanked_for() {
        var number = published("周建国");
        given().contentType(ContentType.URLENC.withCharset("UTF-8"))
                .formParam("score", "5")
                .post("/notices/" + number + "/ratings")
                .then()
                .statusCode(201)
                .body(containsString("谢谢您的评议"), containsString("已有 1 人评议"));
        given().contentType(ContentType.URLENC)
                .post("/notices/" + number + "/ratings")
                .then()
                .statusCode(400);
    }

    @Test
    void an_unknown_number_is_a_page_of_its_own() {
        given().get("/notices/500102-2026-9999999")
                .then()
                .statusCode(404)
                .contentType(startsWith("text/html"))
                .body(containsString("没有这个公示"));
    }

    @Test
    void what_cannot_be_searched_for_is_left_out() {
        given().get("/?kind=NONSENSE&from=tomorrow&unitId=1&q=").then().statusCode(200);
    }

    @Test
    void the_sheet_is_one_page_of_paper_with_everything_on_it() throws Exception {
        var number = published("周建国");
        given().get("/api/v1/public/notices/" + number + "/sheet")
                .then()
                .statusCode(200)
                .body(containsString("公示单位（盖章）"), containsString("监督举报电话"), containsString("data:image/png;base64,"));
        var pdf = given().queryParam("format", "PDF")
                .get("/api/v1/public/notices/" + number + "/sheet")
                .then()
                .statusCode(200)
                .contentType("application/pdf")
                .extract()
                .asByteArray();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        Files.write(Path.of("target/sheet.pdf"), pdf);
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new org.apache.pdfbox.text.PDFTextStripper().getText(document))
                    .contains("周建国", "21000.00", "023-72221234");
        }
    }

    @Test
    void feed_readers_get_the_newest() {
        var number = published("周建国");
        given().get("/api/v1/public/notices.atom?unitId=" + town.unit())
                .then()
                .statusCode(200)
                .contentType(startsWith("application/atom+xml"))
                .body("feed.entry.size()", equalTo(1))
                .body("feed.entry.id.text()", containsString("/notices/" + number));
        given().get("/api/v1/public/feed.json?unitId=" + town.unit())
                .then()
                .statusCode(200)
                .contentType(startsWith("application/feed+json"))
                .body("items.url", hasItem(containsString("/notices/" + number)))
                .body("items[0].content_text", containsString("周建国"));
    }
}
