package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.kernel.Phone;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class AccountResourceTest {
    private static final String PASSWORD = "乌江画廊-2026-夏天";
    private static final String OTHER_PASSWORD = "白鹤梁题刻-一千二百多年";

    @Inject
    Actors actors;

    private String admin;
    private UUID township;
    private Phone phone;

    @BeforeEach
    void an_administrator_and_a_township() {
        admin = actors.token(Role.ADMIN, actors.county());
        township = actors.unit("TOWNSHIP", "白涛街道");
        phone = Actors.phone();
    }

    @Test
    void who_is_invited_chooses_a_password_and_logs_in() {
        var created = create(Role.CLERK).statusCode(201).header("ETag", notNullValue());
        created.body("account.state", equalTo("INVITED"))
                .body("account.phoneMasked", equalTo(phone.masked()))
                .body("account.assignments[0].unitId", equalTo(township.toString()))
                .body("invitation.kind", equalTo("INVITATION"));
        logIn(PASSWORD).statusCode(401);
        redeem("invitation-acceptances", code(created), PASSWORD).statusCode(204);
        logIn(PASSWORD).statusCode(201);
        redeem("invitation-acceptances", code(created), PASSWORD).statusCode(422);
    }

    @Test
    void a_code_may_be_typed_in_small_letters_without_hyphens() {
        var created = create(Role.CLERK);
        redeem(
                        "invitation-acceptances",
                        code(created).toLowerCase(java.util.Locale.ROOT).replace("-", " "),
                        PASSWORD)
                .statusCode(204);
    }

    @Test
    void an_invitation_is_no_reset_code() {
        redeem("password-resets", code(create(Role.CLERK)), PASSWORD).statusCode(422);
    }

    @Test
    void a_reset_code_gives_a_new_password_and_ends_every_session() {
        var created = create(Role.CLERK);
        redeem("invitation-acceptances", code(created), PASSWORD).statusCode(204);
        String access = logIn(PASSWORD).extract().path("accessToken");
        String reset = as(admin)
                .body(Map.of("kind", "RESET"))
                .post("/api/v1/accounts/{id}/reset-codes", id(created))
                .then()
                .statusCode(201)
                .extract()
                .path("code");
        redeem("password-resets", reset, OTHER_PASSWORD).statusCode(204);
        me(access).statusCode(401);
        logIn(PASSWORD).statusCode(401);
        logIn(OTHER_PASSWORD).statusCode(201);
    }

    @Test
    void short_common_and_personal_passwords_are_refused() {
        var code = code(create(Role.CLERK));
        redeem("invitation-acceptances", code, "password1234").statusCode(422);
        redeem("invitation-acceptances", code, "aaaaaaaaaaaaaaaa").statusCode(422);
        redeem("invitation-acceptances", code, "我是" + phone.value()).statusCode(422);
        redeem("invitation-acceptances", code, PASSWORD).statusCode(204);
    }

    @Test
    void one_phone_has_one_account() {
        create(Role.CLERK).statusCode(201);
        create(Role.OFFICIAL).statusCode(409);
    }

    @Test
    void inspection_staff_can_not_be_clerks_at_the_same_time() {
        post(assignment(Role.INSPECTOR, township), assignment(Role.CLERK, township))
                .statusCode(422)
                .body("detail", containsString("A6.1"));
        var before = Map.of(
                "role",
                "CLERK",
                "unitId",
                township.toString(),
                "from",
                LocalDate.of(2024, 1, 1).toString(),
                "to",
                LocalDate.of(2024, 12, 31).toString());
        post(before, assignment(Role.INSPECTOR, township)).statusCode(201);
    }

    @Test
    void nobody_is_made_a_system_or_sent_to_a_unit_there_is_not() {
        post(assignment(Role.SYSTEM, township)).statusCode(422);
        post(assignment(Role.CLERK, UUID.randomUUID())).statusCode(422);
    }

    @Test
    void a_change_needs_the_version_it_was_made_on() {
        var created = create(Role.CLERK);
        update(created, null, "ACTIVE", List.of()).statusCode(428);
        update(created, "\"99\"", "ACTIVE", List.of()).statusCode(412);
        update(created, "\"0\"", "ACTIVE", List.of(assignment(Role.VERIFIER, township)))
                .statusCode(200)
                .body("assignments.role", contains("VERIFIER"));
    }

    @Test
    void disabling_ends_the_session_at_once_and_so_does_taking_the_role_away() {
        var created = create(Role.CLERK);
        redeem("invitation-acceptances", code(created), PASSWORD).statusCode(204);
        String first = logIn(PASSWORD).extract().path("accessToken");
        update(created, etag(created), "ACTIVE", List.of(assignment(Role.ENDORSER, township)))
                .statusCode(200);
        me(first).statusCode(401);
        var second = logIn(PASSWORD).statusCode(201).body("assignment.role", equalTo("ENDORSER"));
        update(created, etag(created), "DISABLED", List.of()).statusCode(200).body("state", equalTo("DISABLED"));
        me(second.extract().path("accessToken")).statusCode(401);
        logIn(PASSWORD).statusCode(401);
    }

    @Test
    void administrators_can_not_lock_themselves_out() {
        String self = as(admin).get("/api/v1/me").then().extract().path("accountId");
        as(admin)
                .header("If-Match", as(admin).get("/api/v1/accounts/{id}", self).header("ETag"))
                .body(Map.of("name", "测试人员", "state", "DISABLED", "assignments", List.of()))
                .put("/api/v1/accounts/{id}", self)
                .then()
                .statusCode(409);
    }

    @Test
    void a_lock_shows_and_making_the_account_active_ends_it() {
        var created = create(Role.CLERK);
        redeem("invitation-acceptances", code(created), PASSWORD).statusCode(204);
        for (int i = 0; i < LoginFailures.BEFORE_LOCK; i++) {
            logIn("wrong").statusCode(401);
        }
        as(admin)
                .queryParam("state", "LOCKED")
                .queryParam("unitId", township)
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items.id", contains(id(created)));
        update(created, etag(created), "ACTIVE", List.of(assignment(Role.CLERK, township)))
                .statusCode(200);
        logIn(PASSWORD).statusCode(201);
    }

    @Test
    void the_list_pages_by_cursor_and_narrows_by_unit_role_and_name() {
        for (int i = 0; i < 3; i++) {
            phone = Actors.phone();
            create(Role.VERIFIER).statusCode(201);
        }
        var first = list().queryParam("limit", 2).get("/api/v1/accounts").then().statusCode(200);
        first.body("items.size()", equalTo(2));
        var second = list().queryParam("limit", 2)
                .queryParam("cursor", first.extract().<String>path("nextCursor"))
                .get("/api/v1/accounts")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("$", not(hasItem("nextCursor")));
        assertThat(first.extract().<List<String>>path("items.id"))
                .doesNotContainAnyElementsOf(second.extract().<List<String>>path("items.id"));
        list().queryParam("q", "不在此处").get("/api/v1/accounts").then().body("items.size()", equalTo(0));
    }

    @Test
    void the_same_key_creates_one_account_and_gives_the_same_code() {
        var key = UUID.randomUUID().toString();
        var body = input(List.of(assignment(Role.CLERK, township)));
        var first = as(admin).header("Idempotency-Key", key).body(body).post("/api/v1/accounts");
        var second = as(admin).header("Idempotency-Key", key).body(body).post("/api/v1/accounts");
        first.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    /** Held at the inspection body, the role showed that body's own rows and nothing of the other units. */
    @Test
    void who_sees_the_whole_county_holds_the_role_at_the_county() {
        create(Role.COUNTY_INSPECTOR)
                .statusCode(201)
                .body("account.assignments.unitId", contains(actors.county().toString()));
    }

    @Test
    void only_administrators_see_accounts() {
        for (var role : List.of(Role.OFFICIAL, Role.CLERK, Role.INSPECTOR, Role.COUNTY_INSPECTOR)) {
            as(actors.token(role, township)).get("/api/v1/accounts").then().statusCode(403);
        }
        given().get("/api/v1/accounts").then().statusCode(401);
    }

    private RequestSpecification list() {
        return as(admin).queryParam("unitId", township).queryParam("role", "VERIFIER");
    }

    private ValidatableResponse create(Role role) {
        return post(assignment(role, township));
    }

    @SafeVarargs
    private ValidatableResponse post(Map<String, String>... assignments) {
        return as(admin)
                .body(input(List.of(assignments)))
                .post("/api/v1/accounts")
                .then();
    }

    private Map<String, Object> input(List<Map<String, String>> assignments) {
        return Map.of("name", "冉光荣", "phone", phone.value(), "assignments", assignments);
    }

    private static Map<String, String> assignment(Role role, UUID unit) {
        return Map.of(
                "role",
                role.name(),
                "unitId",
                unit.toString(),
                "from",
                LocalDate.of(2026, 1, 1).toString());
    }

    private ValidatableResponse update(
            ValidatableResponse created,
            @Nullable String ifMatch,
            String state,
            List<Map<String, String>> assignments) {
        var request = as(admin).body(Map.of("name", "冉光荣", "state", state, "assignments", assignments));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put("/api/v1/accounts/{id}", id(created)).then();
    }

    private String etag(ValidatableResponse created) {
        return as(admin).get("/api/v1/accounts/{id}", id(created)).header("ETag");
    }

    private static String id(ValidatableResponse created) {
        return created.extract().path("account.id");
    }

    private static String code(ValidatableResponse created) {
        return created.extract().path("invitation.code");
    }

    private ValidatableResponse redeem(String where, String code, String password) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "code", code, "newPassword", password))
                .post("/api/v1/" + where)
                .then();
    }

    private ValidatableResponse logIn(String password) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "password", password))
                .post("/api/v1/sessions")
                .then();
    }

    private static ValidatableResponse me(String access) {
        return as(access).get("/api/v1/me").then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
