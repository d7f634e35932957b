package qinqing.publicity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;
import qinqing.publicity.PublicityFixture.Township;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class NoticeResourceTest {
    @Inject
    PublicityFixture fixture;

    @Inject
    Actors actors;

    @Inject
    CompletesNotices completes;

    private Township town;
    private String clerk;

    @BeforeEach
    void township() {
        town = fixture.township();
        clerk = actors.token(Role.CLERK, town.unit());
    }

    @Test
    void from_a_verified_matter_to_the_end_of_its_display() throws Exception {
        var matter = fixture.verified(town);
        var id = Publishing.draft(clerk, town.unit(), matter.verification());
        var number = Publishing.publish(clerk, id);
        given().get("/api/v1/public/notices/" + number)
                .then()
                .statusCode(200)
                .body("state", equalTo("DISPLAYED"))
                .body("rows[0].beneficiaryName", equalTo("周建国"))
                .body("rows[0].amount", equalTo("21000.00"))
                .body("rows[0].place", equalTo("新妙镇两桂村"))
                .body("rows[0].relation", equalTo("本人的父母"))
                .body(
                        "sites.roles",
                        containsInAnyOrder(
                                List.of("OFFICIAL_UNIT"), List.of("RELATIVE_VILLAGE"), List.of("RELATIVE_GROUP")))
                .body("clock.countedDays", equalTo(0))
                .body("hotlines.items.phone", contains("023-72220000", "023-72221234"));

        for (var board : List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("clock.countingSince", containsString("T00:00:00+08:00"))
                .body("to", notNullValue());

        fixture.age(id, 7);
        completes.run();
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("state", equalTo("DISPLAYED"))
                .body("clock.countedDays", equalTo(6));

        fixture.age(id, 1);
        completes.run();
        completes.run();
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/notices/" + id)
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("clock.countedDays", equalTo(7))
                .body("clock.completedAt", containsString("T00:00:00+08:00"));
        assertThat(fixture.ask(
                        "select count(*) from audit_entry where subject_id = ? and action = 'publicity.complete-notices'",
                        id))
                .isEqualTo(1L);
    }

    private String drafted(UUID... verifications) {
        return Publishing.publish(clerk, Publishing.draft(clerk, town.unit(), verifications));
    }

    private UUID idOf(String number) {
        return fixture.id("select id from notice where number = ?", number);
    }

    @Test
    void only_what_was_verified_compliant_goes_on_a_notice_A10_9() {
        for (var finding : new String[] {"NON_COMPLIANT", "NOT_SAME_PERSON", null}) {
            var matter = fixture.verified(town, "周建国", "FUND", finding);
            Publishing.create(clerk, town.unit(), matter.verification())
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/rows/0/verificationId"))
                    .body("errors[0].detail", containsString("A10.9"));
        }
    }

    @Test
    void one_matter_hangs_on_one_notice() {
        var matter = fixture.verified(town);
        var first = Publishing.draft(clerk, town.unit(), matter.verification());
        Publishing.create(clerk, town.unit(), matter.verification()).statusCode(409);
        Publishing.put(clerk, first, "/withdrawal", Map.of("reason", "重新拟制")).statusCode(200);
        Publishing.create(clerk, town.unit(), matter.verification()).statusCode(201);
    }

    @Test
    void a_table_has_one_kind_of_benefit_and_different_matters() {
        var fund = fixture.verified(town);
        var project = fixture.verified(town, "周建国", "CONSTRUCTION", "COMPLIANT");
        Publishing.create(clerk, town.unit(), fund.verification(), project.verification())
                .statusCode(422);
        Publishing.create(clerk, town.unit(), fund.verification(), fund.verification())
                .statusCode(422);
        Publishing.create(
                        clerk,
                        town.unit(),
                        fund.verification(),
                        fixture.verified(town).verification())
                .statusCode(201)
                .body("form", equalTo("TABLE"))
                .body("rows.sequence", contains(1, 2));
    }

    @Test
    void a_project_hangs_where_it_is_built_and_coinciding_boards_count_once() {
        var project = fixture.verified(town, "周建国", "CONSTRUCTION", "COMPLIANT");
        Publishing.create(clerk, town.unit(), project.verification())
                .statusCode(201)
                .body(
                        "sites.roles",
                        containsInAnyOrder(List.of("OFFICIAL_UNIT"), List.of("RELATIVE_VILLAGE", "PROJECT_VILLAGE")));
    }

    @Test
    void a_unit_without_a_board_is_named() {
        var matter = fixture.verified(town);
        fixture.run("update site set status = 'CLOSED' where id = ?", town.groupBoard());
        Publishing.create(clerk, town.unit(), matter.verification())
                .statusCode(422)
                .body("detail", containsString("第三村民小组"));
    }

    @Test
    void a_relative_from_outside_the_county_hangs_where_the_benefit_is_enjoyed() {
        var matter = fixture.verified(town);
        fixture.run(
                "update relative set village_code = '110101001001', address_public = '北京市东城区' where id = (select relative_id from match where id = ?)",
                matter.match());
        Publishing.create(clerk, town.unit(), matter.verification())
                .statusCode(201)
                .body(
                        "sites.siteId",
                        containsInAnyOrder(
                                town.townBoard().toString(), town.villageBoard().toString()));
    }

    @Test
    void a_group_nobody_knows_has_to_be_named() {
        var matter = fixture.verified(town);
        fixture.run(
                "update relative set address_public = '新妙镇两桂村' where id = (select relative_id from match where id = ?)",
                matter.match());
        Publishing.create(clerk, town.unit(), matter.verification())
                .statusCode(422)
                .body("detail", containsString("A10.4"));
        given().auth()
                .oauth2(clerk)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "form", "SINGLE",
                        "unitId", town.unit(),
                        "rows", List.of(Map.of("verificationId", matter.verification())),
                        "additionalSiteIds", List.of(town.groupBoard())))
                .post("/api/v1/notices")
                .then()
                .statusCode(201)
                .body("sites.roles.flatten()", hasItem("RELATIVE_GROUP"));
    }

    @Test
    void without_both_hotlines_there_is_no_annex_3_A10_7() {
        fixture.run("update unit set unit_hotline = null where id = ?", town.unit());
        Publishing.create(clerk, town.unit(), fixture.verified(town).verification())
                .statusCode(422)
                .body("detail", containsString("A10.7"));
    }

    @Test
    void what_may_not_hang_on_a_board_stops_the_publication_with_its_place_A22_4() {
        var matter = fixture.verified(town);
        var own = matter.idNumber().value();
        for (var note : List.of(
                "身份证" + own,
                "电话13812345678",
                "住两桂路12号",
                "卡号6222021234567890128",
                "生于" + own.substring(6, 10) + "年" + own.substring(10, 12) + "月" + own.substring(12, 14) + "日")) {
            var id = UUID.fromString(given().auth()
                    .oauth2(clerk)
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "form",
                            "SINGLE",
                            "unitId",
                            town.unit(),
                            "rows",
                            List.of(Map.of("verificationId", matter.verification(), "note", note))))
                    .post("/api/v1/notices")
                    .then()
                    .statusCode(201)
                    .body("privacyFindings.pointer", hasItem("/rows/0/note"))
                    .extract()
                    .<String>path("id"));
            Publishing.put(clerk, id, "/publication", Map.of())
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/rows/0/note"))
                    .body("errors[0].detail", not(containsString(own)));
            Publishing.put(clerk, id, "/withdrawal", Map.of("reason", "不再需要")).statusCode(200);
        }
    }

    @Test
    void published_twice_at_once_it_is_published_once() throws Exception {
        var id = Publishing.draft(clerk, town.unit(), fixture.verified(town).verification());
        var etag = Publishing.etag(clerk, id);
        var start = new java.util.concurrent.CountDownLatch(1);
        try (var pool = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            var answers = java.util.stream.IntStream.range(0, 4)
                    .mapToObj(i -> pool.submit(() -> {
                        start.await();
                        return given().auth()
                                .oauth2(clerk)
                                .header("If-Match", etag)
                                .contentType(ContentType.JSON)
                                .body("{}")
                                .put("/api/v1/notices/" + id + "/publication")
                                .statusCode();
                    }))
                    .toList();
            start.countDown();
            var codes = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                codes.add(answer.get());
            }
            assertThat(codes)
                    .containsOnlyOnce(200)
                    .filteredOn(code -> code != 200)
                    .containsOnly(412);
        }
        assertThat(fixture.ask("select edition from notice where id = ?", id)).isEqualTo(1);
    }

    @Test
    void a_change_names_the_version_it_was_made_on() {
        var id = Publishing.draft(clerk, town.unit(), fixture.verified(town).verification());
        given().auth()
                .oauth2(clerk)
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/notices/" + id + "/publication")
                .then()
                .statusCode(428);
        given().auth()
                .oauth2(clerk)
                .header("If-Match", "\"77\"")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/notices/" + id + "/publication")
                .then()
                .statusCode(412);
    }

    @Test
    void a_foreign_clerk_learns_nothing_and_the_clerk_of_a_board_may_read() {
        var number = drafted(fixture.verified(town).verification());
        var id = idOf(number);
        var foreign = actors.token(Role.CLERK, fixture.township().unit());
        given().auth().oauth2(foreign).get("/api/v1/notices/" + id).then().statusCode(404);
        Publishing.create(foreign, town.unit(), fixture.verified(town).verification())
                .statusCode(403);
        var villager = actors.token(Role.CLERK, town.village());
        Publishing.hang(villager, id, town.groupBoard(), "UP", Publishing.now()).statusCode(200);
        given().auth()
                .oauth2(villager)
                .header("If-Match", Publishing.etag(villager, id))
                .multiPart("state", "UP")
                .multiPart("at", Publishing.now().toString())
                .put("/api/v1/notices/" + id + "/sites/" + town.townBoard() + "/display")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(villager)
                .header("If-Match", Publishing.etag(villager, id))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "无权"))
                .put("/api/v1/notices/" + id + "/withdrawal")
                .then()
                .statusCode(anyOf(403, 404));
    }

    private static org.hamcrest.Matcher<Integer> anyOf(int first, int second) {
        return org.hamcrest.Matchers.either(equalTo(first)).or(equalTo(second));
    }

    @Test
    void displays_are_noted_in_order_and_never_ahead() {
        var id = idOf(drafted(fixture.verified(town).verification()));
        Publishing.hang(clerk, id, town.townBoard(), "UP", Publishing.now().plusHours(1))
                .statusCode(422);
        Publishing.hang(clerk, id, town.townBoard(), "UP", Publishing.now().minusDays(1))
                .statusCode(422);
        Publishing.hang(clerk, id, town.townBoard(), "DOWN", Publishing.now()).statusCode(409);
        Publishing.hang(clerk, id, town.townBoard(), "UP", Publishing.now()).statusCode(200);
        Publishing.hang(clerk, id, town.townBoard(), "UP", Publishing.now()).statusCode(409);
        Publishing.hang(clerk, id, town.townBoard(), "DOWN", Publishing.now())
                .statusCode(200)
                .body("sites.up", not(hasItem(true)));
        Publishing.hang(clerk, id, UUID.randomUUID(), "UP", Publishing.now()).statusCode(404);
    }

    @Test
    void an_edit_on_display_begins_a_new_edition_at_day_0_A10_2() {
        var matter = fixture.verified(town);
        var number = drafted(matter.verification());
        var id = idOf(number);
        for (var board : List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        fixture.age(id, 4);
        given().get("/api/v1/public/notices/" + number).then().body("clock.countedDays", equalTo(3));
        Publishing.put(
                        clerk,
                        id,
                        "",
                        Map.of(
                                "form",
                                "SINGLE",
                                "unitId",
                                town.unit(),
                                "rows",
                                List.of(Map.of("verificationId", matter.verification(), "note", "更正备注"))))
                .statusCode(200)
                .body("edition", equalTo(2))
                .body("clock.restarts", equalTo(1))
                .body("clock.countedDays", equalTo(0))
                .body("rows[0].note", equalTo("更正备注"))
                .body("sites.up", not(hasItem(true)));
    }

    @Test
    void a_draft_can_get_other_matters() {
        var first = fixture.verified(town);
        var second = fixture.verified(town, "周建华", "FUND", "COMPLIANT");
        var id = Publishing.draft(clerk, town.unit(), first.verification());
        Publishing.put(
                        clerk,
                        id,
                        "",
                        Map.of(
                                "form",
                                "SINGLE",
                                "unitId",
                                town.unit(),
                                "rows",
                                List.of(Map.of("verificationId", second.verification()))))
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rows[0].beneficiaryName", equalTo("周建华"));
        Publishing.create(clerk, town.unit(), first.verification()).statusCode(201);
    }

    @Test
    void a_retracted_name_is_gone_from_every_public_answer_and_leaves_a_correction() {
        var name = "冉" + UUID.randomUUID().toString().substring(0, 8);
        var number = drafted(fixture.verified(town, name, "FUND", "COMPLIANT").verification());
        var paths = List.of(
                "/?q=" + name,
                "/notices/" + number,
                "/api/v1/public/notices?limit=200",
                "/api/v1/public/notices?q=" + name,
                "/api/v1/public/notices/" + number,
                "/api/v1/public/notices.atom",
                "/api/v1/public/feed.json",
                "/api/v1/public/notices/" + number + "/sheet");
        for (var path : paths.subList(2, paths.size())) {
            given().get(path).then().statusCode(200).body(containsString(name));
        }
        Publishing.put(clerk, idOf(number), "/retraction", Map.of("reason", "同名", "correction", "电话13812345678"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/correction"));
        Publishing.put(clerk, idOf(number), "/retraction", Map.of("reason", "同名", "correction", "本公示有误，特此更正。"))
                .statusCode(200)
                .body("state", equalTo("RETRACTED"));
        for (var path : paths) {
            var answer = given().get(path).then().extract().asString();
            assertThat(answer.replace("value=\"" + name, "")).as(path).doesNotContain(name);
        }
        given().get("/api/v1/public/notices/" + number)
                .then()
                .statusCode(200)
                .body("rows", empty())
                .body("correction", equalTo("本公示有误，特此更正。"))
                .body("contentDigest", notNullValue());
        given().get("/api/v1/public/notices/" + number + "/sheet").then().statusCode(409);
        given().get("/api/v1/public/corrections").then().body("items.noticeNumber", hasItem(number));
        Publishing.put(clerk, idOf(number), "/publication", Map.of()).statusCode(409);
    }

    @Test
    void another_process_retracts_and_this_one_forgets_within_a_second() throws Exception {
        var number = drafted(fixture.verified(town).verification());
        given().get("/api/v1/public/notices/" + number).then().body("state", equalTo("DISPLAYED"));
        fixture.run(
                "update notice set status = 'RETRACTED', correction = '更正', state_reason = '误', retracted_at = now() where number = ?",
                number);
        fixture.run("update publicity_change set version = version + 1");
        Thread.sleep(900);
        given().get("/api/v1/public/notices/" + number).then().body("state", equalTo("RETRACTED"));
    }

    @Test
    void the_feed_is_searched_paged_and_held_by_tag() {
        var names = List.of("甲", "乙", "丙").stream()
                .map(n -> "冉" + n + UUID.randomUUID().toString().substring(0, 6))
                .toList();
        names.forEach(name ->
                drafted(fixture.verified(town, name, "FUND", "COMPLIANT").verification()));
        given().get("/api/v1/public/notices?q=" + names.get(1))
                .then()
                .body("items", hasSize(1))
                .body("items[0].rows[0].beneficiaryName", equalTo(names.get(1)));
        given().get("/api/v1/public/notices?q=%25").then().statusCode(200).body("items", empty());
        var unit = "/api/v1/public/notices?unitId=" + town.unit() + "&limit=2";
        var first = given().get(unit).then().body("items", hasSize(2)).extract();
        given().get(unit + "&cursor=" + first.path("nextCursor"))
                .then()
                .body("items", hasSize(1))
                .body("nextCursor", nullValue());
        given().header("If-None-Match", first.header("ETag")).get(unit).then().statusCode(304);
        assertThat(first.header("Cache-Control")).isEqualTo("public, no-cache");
        assertThat(first.header("Last-Modified")).endsWith("GMT");
        given().get("/api/v1/public/notices?unitId=" + town.unit() + "&kind=SERVICE")
                .then()
                .body("items", empty());
        given().get("/api/v1/public/notices?unitId=" + town.unit() + "&place=" + town.villageCode())
                .then()
                .body("items", hasSize(3));
        given().get("/api/v1/public/notices?unitId=" + town.unit() + "&to=2020-01-01")
                .then()
                .body("items", empty());
        given().get("/api/v1/public/notices?cursor=forged").then().statusCode(400);
        given().get("/api/v1/public/notices?limit=201").then().statusCode(400);
    }

    @Test
    void after_its_retention_a_notice_keeps_its_number_and_proof_only_A24_9() throws Exception {
        var name = "冉" + UUID.randomUUID().toString().substring(0, 8);
        var number = drafted(fixture.verified(town, name, "FUND", "COMPLIANT").verification());
        var id = idOf(number);
        for (var board : List.of(town.townBoard(), town.villageBoard(), town.groupBoard())) {
            Publishing.hang(clerk, id, board, "UP", Publishing.now()).statusCode(200);
        }
        fixture.age(id, 8);
        completes.run();
        Thread.sleep(900);
        given().get("/api/v1/public/notices?q=" + name).then().body("items", hasSize(1));
        fixture.run("update notice set completed_at = completed_at - interval '31 days' where id = ?", id);
        fixture.run("update publicity_change set version = version + 1");
        Thread.sleep(900);
        given().get("/api/v1/public/notices?q=" + name).then().body("items", empty());
        given().get("/api/v1/public/notices/" + number)
                .then()
                .body("state", equalTo("COMPLETED"))
                .body("rows", empty())
                .body("contentDigest", notNullValue())
                .body("clock.countedDays", equalTo(7));
    }

    @Test
    void an_online_board_reports_by_itself_and_silence_is_an_interruption() throws Exception {
        fixture.run("update site set kind = 'ONLINE' where id = ?", town.townBoard());
        var number = drafted(fixture.verified(town).verification());
        var id = idOf(number);
        var system = actors.system(town.unit(), "sites:write");
        heartbeat(system, List.of(number)).statusCode(204);
        given().auth()
                .oauth2(clerk)
                .get("/api/v1/notices/" + id)
                .then()
                .body("sites.find { it.up }.siteId", equalTo(town.townBoard().toString()));
        heartbeat(system, List.of()).statusCode(204);
        given().auth().oauth2(clerk).get("/api/v1/notices/" + id).then().body("sites.up", not(hasItem(true)));
        heartbeat(system, List.of(number)).statusCode(204);
        fixture.run(
                "update notice_display set up_at = up_at - interval '3 hours', seen_at = seen_at - interval '2 hours' where down_at is null and seen_at is not null");
        completes.run();
        given().auth().oauth2(clerk).get("/api/v1/notices/" + id).then().body("sites.up", not(hasItem(true)));
        heartbeat(actors.system(town.unit(), "clearances:write"), List.of()).statusCode(403);
        heartbeat(actors.system(fixture.township().unit(), "sites:write"), List.of())
                .statusCode(404);
    }

    private io.restassured.response.ValidatableResponse heartbeat(String system, List<String> numbers) {
        return given().auth()
                .oauth2(system)
                .contentType(ContentType.JSON)
                .body(Map.of("at", Publishing.now().toString(), "noticeNumbers", numbers))
                .put("/api/v1/sites/" + town.townBoard() + "/heartbeat")
                .then();
    }

    @Test
    void a_photo_is_drawn_anew_and_nothing_but_a_picture_is_taken() throws Exception {
        var id = idOf(drafted(fixture.verified(town).verification()));
        var picture = new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(picture, "jpeg", out);
        out.writeBytes("GPS 29.70N 107.39E".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        photographed(id, "not a picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .statusCode(415);
        photographed(id, out.toByteArray()).statusCode(200);
        var display = fixture.ask(
                "select d.id from notice_display d join notice_site s on s.id = d.notice_site_id where s.notice_id = ?",
                id);
        var kept = given().auth()
                .oauth2(clerk)
                .get("/api/v1/notices/" + id + "/sites/" + town.townBoard() + "/displays/" + display + "/photo")
                .then()
                .statusCode(200)
                .contentType("image/jpeg")
                .extract()
                .asByteArray();
        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("GPS");
        assertThat(javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(kept))
                        .getWidth())
                .isEqualTo(40);
    }

    private io.restassured.response.ValidatableResponse photographed(UUID id, byte[] photo) {
        return given().auth()
                .oauth2(clerk)
                .header("If-Match", Publishing.etag(clerk, id))
                .multiPart("state", "UP")
                .multiPart("at", Publishing.now().toString())
                .multiPart("photo", "board.jpg", photo, "image/jpeg")
                .put("/api/v1/notices/" + id + "/sites/" + town.townBoard() + "/display")
                .then();
    }

    @Test
    void a_repeated_request_makes_one_notice() {
        var matter = fixture.verified(town);
        var ids = new java.util.HashSet<String>();
        for (int i = 0; i < 2; i++) {
            ids.add(given().auth()
                    .oauth2(clerk)
                    .header("Idempotency-Key", "draft-" + matter.verification())
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "form",
                            "SINGLE",
                            "unitId",
                            town.unit(),
                            "rows",
                            List.of(Map.of("verificationId", matter.verification()))))
                    .post("/api/v1/notices")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        assertThat(ids).hasSize(1);
    }
}
