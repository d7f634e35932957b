package qinqing.setting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.deadline.CalendarChanged;
import qinqing.deadline.TermKey;
import qinqing.deadline.WorkingCalendars;
import qinqing.event.Listener;
import qinqing.identity.Actors;

/** A24: what a county sets for itself, within the bounds of the articles; and the working calendar it imports. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class SettingsResourceTest {
    /** Hears of a changed calendar, as deadlines do. */
    @ApplicationScoped
    static class HearsCalendar implements Listener<CalendarChanged> {
        static final List<Integer> YEARS = new CopyOnWriteArrayList<>();

        @Override
        public io.smallrye.mutiny.Uni<Void> on(CalendarChanged event) {
            YEARS.add(event.year());
            return io.smallrye.mutiny.Uni.createFrom().voidItem();
        }
    }

    @Inject
    Actors actors;

    @Inject
    Settings settings;

    @Inject
    WorkingCalendars calendars;

    @Inject
    DataSource database;

    String admin;

    @BeforeEach
    void administrator() {
        admin = actors.token(Role.ADMIN, actors.county());
    }

    @Test
    void publicity_of_less_than_seven_days_is_refused_A10_2() {
        put(tag(), setting("deadline.publicity-display", "6"))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/items/0/value"))
                .body("errors[0].detail", org.hamcrest.Matchers.containsString("A10.2"));
    }

    @Test
    void a_setting_is_seen_by_features_and_goes_back_to_its_default_when_left_out() throws Exception {
        put(tag(), setting("deadline.publicity-display", "10")).then().statusCode(200);
        assertThat(Await.answer(() -> settings.current())
                        .terms()
                        .of(TermKey.PUBLICITY_DISPLAY)
                        .amount())
                .isEqualTo(10);
        try (var connection = database.getConnection()) {
            assertThat(settings.current(connection)
                            .terms()
                            .of(TermKey.PUBLICITY_DISPLAY)
                            .amount())
                    .isEqualTo(10);
        }
        put(tag(), Map.of("items", List.of())).then().statusCode(200);
        assertThat(Await.answer(() -> settings.current())
                        .terms()
                        .of(TermKey.PUBLICITY_DISPLAY)
                        .amount())
                .isEqualTo(7);
        assertThat(Await.answer(() -> settings.current()).lateEntryAllowed()).isTrue();
        assertThat(Await.answer(() -> settings.current()).nonUniversalOnly()).isTrue();
    }

    @Test
    void what_was_read_can_be_sent_back_as_it_is() {
        var read = get();
        put(read.header("ETag"), read.<Map<String, Object>>path("$")).then().statusCode(200);
    }

    @Test
    void unknown_settings_wrong_values_and_repetitions_are_all_named() {
        var items = List.of(
                Map.of("key", "no.such", "value", "1"),
                Map.of("key", "entry.late-allowed", "value", "maybe"),
                Map.of("key", "deadline.publicity-display", "value", "7"),
                Map.of("key", "deadline.publicity-display", "value", "8"));
        put(tag(), Map.of("items", items))
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/items/0/key", "/items/1/value", "/items/3/key"));
    }

    @Test
    void a_change_of_settings_needs_the_version_that_was_read() {
        put(null, setting("entry.late-allowed", "true")).then().statusCode(428);
        put("\"999\"", setting("entry.late-allowed", "true")).then().statusCode(412);
        given().auth()
                .oauth2(actors.token(Role.CLERK, actors.county()))
                .header("If-Match", tag())
                .contentType(ContentType.JSON)
                .body(setting("entry.late-allowed", "true"))
                .put("/api/v1/county-settings")
                .then()
                .statusCode(403);
    }

    @Test
    void the_bundled_year_is_public_and_cached() {
        var read = given().get("/api/v1/calendar-years/2026");
        read.then().statusCode(200).body("holidays.name", hasItem("元旦"));
        given().header("If-None-Match", read.header("ETag"))
                .get("/api/v1/calendar-years/2026")
                .then()
                .statusCode(304);
        given().get("/api/v1/calendar-years/2031").then().statusCode(404);
    }

    @Test
    void an_imported_year_counts_at_once_and_listeners_hear_of_it() throws Exception {
        var friday = LocalDate.of(2033, 4, 1);
        assertThat(Await.answer(() -> calendars.current()).isWorkingDay(friday)).isTrue();
        year(2033, null, null, notice(2033)).then().statusCode(428);
        year(2033, null, "*", notice(2033)).then().statusCode(200).header("ETag", "\"1\"");
        assertThat(HearsCalendar.YEARS).contains(2033);
        assertThat(Await.answer(() -> calendars.current()).isWorkingDay(friday)).isFalse();
        assertThat(Await.answer(() -> calendars.current()).isWorkingDay(LocalDate.of(2033, 4, 9)))
                .isTrue();
        try (var connection = database.getConnection()) {
            assertThat(calendars.current(connection).isWorkingDay(friday)).isFalse();
            assertThat(calendars.current(connection).isWorkingDay(LocalDate.of(2026, 1, 1)))
                    .isFalse();
        }
        year(2033, null, "*", notice(2033)).then().statusCode(412);
        year(2033, "\"0\"", null, notice(2033)).then().statusCode(412);
        year(2033, "\"1\"", null, notice(2033)).then().statusCode(200).header("ETag", "\"2\"");
        given().get("/api/v1/calendar-years/2033")
                .then()
                .body("holidays[1].from", equalTo("2033-04-01"))
                .body("holidays[1].to", equalTo("2033-04-04"));
    }

    @Test
    void a_year_with_wrong_days_is_refused_whole() {
        var wrong = Map.of(
                "source",
                "测试",
                "holidays",
                List.of(
                        Map.of("from", "2034-01-02", "to", "2034-01-01", "name", "元旦"),
                        Map.of("from", "2035-01-01", "to", "2035-01-01", "name", "元旦")),
                "workingWeekends",
                List.of("2034-01-04"));
        year(2034, null, "*", wrong)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/holidays/0", "/holidays/1", "/workingWeekends/0"));
        given().get("/api/v1/calendar-years/2034").then().statusCode(404);
    }

    private static Map<String, Object> notice(int year) {
        return Map.of(
                "source",
                "测试用通知",
                "holidays",
                List.of(
                        Map.of("from", year + "-01-01", "to", year + "-01-01", "name", "元旦"),
                        Map.of("from", year + "-04-01", "to", year + "-04-04", "name", "清明节"),
                        Map.of("from", year + "-10-01", "to", year + "-10-07", "name", "国庆节")),
                "workingWeekends",
                List.of(year + "-04-09"));
    }

    private Response year(int year, @Nullable String ifMatch, @Nullable String ifNoneMatch, Map<String, ?> body) {
        var request = given().auth().oauth2(admin).contentType(ContentType.JSON).body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (ifNoneMatch != null) {
            request.header("If-None-Match", ifNoneMatch);
        }
        return request.put("/api/v1/calendar-years/" + year);
    }

    private Response get() {
        return given().auth().oauth2(admin).get("/api/v1/county-settings");
    }

    private String tag() {
        return get().header("ETag");
    }

    private Response put(@Nullable String tag, Map<String, ?> body) {
        var request = given().auth().oauth2(admin).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag)).put("/api/v1/county-settings");
    }

    private static Map<String, Object> setting(String key, String value) {
        return Map.of("items", List.of(Map.of("key", key, "value", value)));
    }
}
