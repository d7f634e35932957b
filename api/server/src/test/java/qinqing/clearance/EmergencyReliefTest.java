package qinqing.clearance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.clearance.ClearanceFixture.Scene;
import qinqing.identity.Actors;

/** An urgent payment passes under a named authority, and nobody forgets it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class EmergencyReliefTest {
    @Inject
    Actors actors;

    @Inject
    ClearanceFixture given;

    @Inject
    SettlesReliefs settles;

    private Scene scene;
    private String endorser;

    @BeforeEach
    void a_house_fell_down() {
        scene = given.scene();
        endorser = actors.token(Role.ENDORSER, scene.unit());
    }

    @Test
    void it_passes_though_a_hit_is_open_and_is_flagged() {
        given.match(scene.rows()[0]);
        var relief = order(row(1)).statusCode(201).extract();
        assertThat(relief.<String>path("number")).matches("YJ-500102-\\d{4}-\\d+");
        assertThat(relief.<String>path("settleDue.why")).isNotEmpty();
        assertThat(relief.<Boolean>path("settleDue.overdue")).isFalse();
        given().auth()
                .oauth2(actors.token(Role.CLERK, scene.unit()))
                .get("/api/v1/clearances/" + relief.path("clearanceId"))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("GRANTED"))
                .body("grounds", equalTo("EMERGENCY_RELIEF"))
                .body("emergencyReliefId", equalTo(relief.path("id")));
    }

    @Test
    void what_was_found_not_compliant_does_not_pass_this_way() {
        given.sign(given.match(scene.rows()[0]), "NON_COMPLIANT");
        order(row(1)).statusCode(422).body("detail", containsString("A9.3"));
    }

    @Test
    void it_is_settled_once_everything_found_is_verified() throws SQLException {
        var match = given.match(scene.rows()[0]);
        var id = order(row(1)).extract().<String>path("id");
        settles.run();
        get(id).body("settledAt", nullValue());
        given.sign(match, "COMPLIANT");
        settles.run();
        get(id).body("settledAt", notNullValue());
    }

    @Test
    void somebody_on_no_list_yet_is_settled_after_the_list_was_compared() throws SQLException {
        var number = given.idNumber();
        var id = order(Map.of("name", "谭小满", "idNumber", number.value()))
                .extract()
                .<String>path("id");
        settles.run();
        get(id).body("settledAt", nullValue());
        given.row(scene.batch(), 7, "谭小满", number);
        settles.run();
        get(id).body("settledAt", notNullValue());
    }

    @Test
    void the_public_reads_the_number_and_the_authority_and_nobodys_name() {
        var number = order(Map.of("name", "谭小满")).extract().<String>path("number");
        var answer = given().get("/api/v1/public/emergency-reliefs")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("public"))
                .body("items.number", hasItem(number))
                .extract();
        assertThat(answer.asString()).doesNotContain("谭小满", "垮塌");
        given().header("If-None-Match", answer.header("ETag"))
                .get("/api/v1/public/emergency-reliefs")
                .then()
                .statusCode(304);
        given().queryParam("to", given.today().minusDays(1))
                .get("/api/v1/public/emergency-reliefs")
                .then()
                .body("items.number", not(hasItem(number)));
        given().queryParam("from", "soon")
                .get("/api/v1/public/emergency-reliefs")
                .then()
                .statusCode(400);
    }

    @Test
    void the_lists_page_by_key() {
        var numbers = IntStream.range(0, 5)
                .mapToObj(i -> order(row(1)).extract().<String>path("number"))
                .toList()
                .reversed();
        var first = list(null);
        var second = list(first.extract().path("nextCursor"));
        assertThat(first.extract().<List<String>>path("items.number")).isEqualTo(numbers.subList(0, 3));
        assertThat(second.extract().<List<String>>path("items.number")).isEqualTo(numbers.subList(3, 5));
        second.body("nextCursor", nullValue());
    }

    @Test
    void twenty_at_one_moment_have_twenty_numbers() throws Exception {
        try (var threads = Executors.newFixedThreadPool(5)) {
            var numbers = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<String>>mapToObj(
                            i -> () -> order(row(1)).statusCode(201).extract().path("number"))
                    .toList());
            assertThat(numbers.stream().map(number -> {
                        try {
                            return number.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .doesNotHaveDuplicates()
                    .hasSize(20);
        }
    }

    @Test
    void only_an_endorser_orders_it_for_a_programme_of_the_own_unit() {
        order(actors.token(Role.CLERK, scene.unit()), body(row(1))).statusCode(403);
        order(actors.token(Role.ENDORSER, given.scene().unit()), body(row(1))).statusCode(422);
        order(actors.token(Role.ENDORSER, actors.county()), body(row(1))).statusCode(422);
    }

    @Test
    void every_wrong_field_is_named() {
        var wrong = new HashMap<>(body(row(1)));
        wrong.put("programmeId", UUID.randomUUID());
        wrong.put("authority", "张三 13812345678");
        wrong.put("decidedOn", given.today().plusDays(1).toString());
        order(endorser, wrong)
                .statusCode(422)
                .body("errors.pointer", hasItems("/programmeId", "/authority", "/decidedOn"));
        var missing = new HashMap<>(body(row(1)));
        missing.remove("authority");
        order(endorser, missing).statusCode(400);
    }

    @Test
    void a_foreign_unit_does_not_know_it() {
        var id = order(row(1)).extract().<String>path("id");
        given().auth()
                .oauth2(actors.token(Role.CLERK, given.scene().unit()))
                .get("/api/v1/emergency-reliefs/" + id)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(actors.token(Role.COUNTY_INSPECTOR, actors.county()))
                .get("/api/v1/emergency-reliefs/" + id)
                .then()
                .statusCode(200);
    }

    private Map<String, Object> row(int row) {
        return Map.of("batchId", scene.batch(), "rowNumber", row);
    }

    private Map<String, Object> body(Map<String, Object> subject) {
        return Map.of(
                "programmeId",
                scene.programme(),
                "subject",
                subject,
                "authority",
                "新妙镇党委会议2026年第6次",
                "reason",
                "住房因暴雨垮塌，须即时安置。",
                "decidedOn",
                given.today().toString());
    }

    private ValidatableResponse order(Map<String, Object> subject) {
        return order(endorser, body(subject));
    }

    private static ValidatableResponse order(String token, Map<String, Object> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/emergency-reliefs")
                .then();
    }

    private ValidatableResponse get(String id) {
        return given().auth()
                .oauth2(endorser)
                .get("/api/v1/emergency-reliefs/" + id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse list(@org.jspecify.annotations.Nullable String cursor) {
        var request =
                given().auth().oauth2(endorser).queryParam("limit", 3).queryParam("programmeId", scene.programme());
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/api/v1/emergency-reliefs").then().statusCode(200);
    }
}
