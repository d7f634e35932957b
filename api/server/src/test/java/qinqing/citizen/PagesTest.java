package qinqing.citizen;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.publicity.PublicityFixture;
import qinqing.publicity.PublicityFixture.Township;
import qinqing.publicity.Publishing;

/** Every page in every state, kept in {@code target/pages} for the eyes of a browser (mobile-spec/pages.js). */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class PagesTest {
    private static final Path FOLDER = Path.of("target", "pages");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    @Inject
    ShowsProblems problems;

    private Township town;
    private String clerk;

    @BeforeEach
    void a_township() {
        town = fixture.township();
        clerk = actors.token(Role.CLERK, town.unit());
    }

    @Test
    void a_notice_while_it_is_shown() throws Exception {
        var number = published("周建国", "冉启芳", "田兴发");
        keep("notice", given().get("/notices/" + number), 200, "正在张贴", "提交异议");
        keep("notice-large", given().get("/notices/" + number + "?text=large"), 200, "标准字号");
        keep("notice-refused", object(number, "不对"), 400, "没有提交成功");
        keep("notice-rated", rate(number), 201, "谢谢您的评议");
        keep("feed", given().get("/?unitId=" + town.unit()), 200, number);
        keep("feed-large", given().get("/?text=large&unitId=" + town.unit()), 200, "unitId=" + town.unit());
        keep("feed-empty", given().get("/?q=" + UUID.randomUUID()), 200, "没有找到公示");
        var sheet = given().get("/api/v1/public/notices/" + number + "/sheet");
        keep("sheet", sheet, 200, "公示单位（盖章）");
        assertThat(sheet.header("Content-Security-Policy"))
                .as("a sheet needs its style and its code")
                .contains("style-src 'self'", "img-src 'self' data:");
    }

    @Test
    void a_feed_of_several_pages() throws Exception {
        for (int i = 0; i < 21; i++) {
            var matter = fixture.verified(town, "冉启芳", "FUND", "COMPLIANT");
            Publishing.publish(clerk, Publishing.draft(clerk, town.unit(), matter.verification()));
        }
        var first = given().get("/?unitId=" + town.unit());
        keep("feed-first", first, 200, "下一页");
        var next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first.asString());
        assertThat(next.find()).isTrue();
        var link = next.group(1).replace("&amp;", "&");
        keep("feed-last", given().urlEncodingEnabled(false).get(link), 200, "回到第一页");
    }

    @Test
    void a_notice_that_waits_for_an_objection() throws Exception {
        var number = published("周建国");
        var received = object(number, "该户2023年已享受过补助，请核实。");
        keep("received", received, 201, "只显示这一次");
        var codes = Pattern.compile("<code>([^<]+)</code>")
                .matcher(received.asString())
                .results()
                .map(code -> code.group(1))
                .toList();
        keep("objections", given().get("/objections"), 200, "查询异议办理情况");
        keep("objections-found", track(codes.get(0), codes.get(1)), 200, "待初审");
        keep("objections-refused", track(codes.get(0), "WRONG"), 404, "编号或查询码不正确");
        var verifier = actors.token(Role.VERIFIER, town.unit());
        var notice = fixture.id("select id from notice where number = ?", number);
        var objection = given().auth()
                .oauth2(verifier)
                .get("/api/v1/objections?noticeId=" + notice)
                .<String>path("items[0].id");
        var seen = given().auth().oauth2(verifier).get("/api/v1/objections/" + objection);
        given().auth()
                .oauth2(verifier)
                .header("If-Match", seen.header("ETag"))
                .contentType("application/json")
                .body(Map.of("decision", "ACCEPT"))
                .put("/api/v1/objections/" + objection + "/screening")
                .then()
                .statusCode(200);
        keep("notice-suspended", given().get("/notices/" + number), 200, "因异议中止");
    }

    @Test
    void a_notice_whose_days_are_over() throws Exception {
        var number = published("周建国");
        fixture.age(fixture.id("select id from notice where number = ?", number), 10);
        long end = System.nanoTime() + PATIENCE.toNanos();
        var page = given().get("/notices/" + number);
        while (!page.asString().contains("期满")) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(200);
            page = given().get("/notices/" + number);
        }
        keep("notice-completed", page, 200, "已满");
    }

    @Test
    void notices_that_came_down() throws Exception {
        var withdrawn = published("周建国");
        Publishing.put(clerk, idOf(withdrawn), "/withdrawal", Map.of("reason", "金额须更正"))
                .statusCode(200);
        keep("notice-withdrawn", given().get("/notices/" + withdrawn), 200, "不再公开");
        var corrected = published("冉启芳");
        Publishing.put(
                        clerk,
                        idOf(corrected),
                        "/retraction",
                        Map.of("reason", "同名", "correction", "本公示所列受益人与所列干部没有亲属关系，特此更正并致歉。"))
                .statusCode(200);
        keep("notice-corrected", given().get("/notices/" + corrected), 200, "特此更正");
        keep("corrections", given().get("/corrections"), 200, "特此更正");
    }

    @Test
    void what_goes_wrong_is_a_page_with_a_way_back() throws Exception {
        keep("problem-number", given().get("/notices/500102-2026-9999999"), 404, "没有这个公示");
        var lost = given().header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/nirgends/wo");
        keep("problem-address", lost, 404, "回到公示");
        given().get("/nirgends/wo").then().statusCode(404).contentType(startsWith("application/problem+json"));
        given().header("Accept", "text/html")
                .get("/api/v1/nirgends")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"));
        keep("problem-often", problems.of(new ProblemException(ProblemType.TOO_MANY_REQUESTS), null));
        keep(
                "problem-ours",
                problems.of(new ProblemException(ProblemType.INTERNAL_ERROR), "4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    @Test
    void a_board_named_after_its_unit_is_not_named_twice() {
        var number = published("周建国");
        var unit = fixture.ask("select name from unit where id = ?", town.unit());
        fixture.run("update site set name = ? where id = ?", unit + "政务公开栏", town.townBoard());
        given().get("/api/v1/public/notices/" + number + "/sheet").then().body(not(containsString("" + unit + unit)));
    }

    private String published(String... beneficiaries) {
        var verifications = List.of(beneficiaries).stream()
                .map(name -> fixture.verified(town, name, "FUND", "COMPLIANT").verification())
                .toArray(UUID[]::new);
        var id = Publishing.draft(clerk, town.unit(), verifications);
        var number = Publishing.publish(clerk, id);
        for (var board : List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        return number;
    }

    private UUID idOf(String number) {
        return fixture.id("select id from notice where number = ?", number);
    }

    private static Response object(String number, String grounds) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("grounds", grounds)
                .post("/notices/" + number + "/objections");
    }

    private static Response rate(String number) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("score", "4")
                .post("/notices/" + number + "/ratings");
    }

    private static Response track(String number, String secret) {
        return given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("number", number)
                .formParam("secret", secret)
                .post("/objections");
    }

    private static void keep(String name, Response page, int status, String... words) throws IOException {
        page.then().statusCode(status).contentType(startsWith("text/html"));
        assertThat(page.asString().replace("&amp;", "&")).contains(words);
        keep(name, page.asString());
    }

    private static void keep(String name, String html) throws IOException {
        Files.writeString(Files.createDirectories(FOLDER).resolve(name + ".html"), html);
    }
}
