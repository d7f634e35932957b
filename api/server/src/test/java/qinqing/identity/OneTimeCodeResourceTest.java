package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.text.MatchesPattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Phone;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
@QuarkusTestResource(FakeTextGateway.class)
class OneTimeCodeResourceTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Pattern SIX_DIGITS = Pattern.compile("验证码 ([0-9]{6})，");
    private static final Pattern RESET = Pattern.compile("重置码 ([0-9A-Z-]{19})，");

    @Inject
    Actors actors;

    @Inject
    Phones phones;

    @Inject
    @ConfigProperty(name = "qinqing.code-channel.url")
    String gateway;

    /** A caller of its own has limits of its own. */
    private String caller;

    private Phone phone;

    @BeforeEach
    void somebody_with_a_phone() {
        caller = actors.token(Role.CITIZEN, actors.county());
        phone = Actors.phone();
    }

    @Test
    void a_citizen_comes_in_by_the_code_that_was_sent_and_comes_back_to_the_same_account() throws Exception {
        ask("CITIZEN_SIGN_IN").statusCode(202).body("expiresAt", notNullValue()).body("resendAfter", notNullValue());
        var code = sent(SIX_DIGITS, 1);
        logIn(code.equals("000000") ? "000001" : "000000").statusCode(401);
        String first = logIn(code)
                .statusCode(201)
                .body("assignment.role", equalTo("CITIZEN"))
                .body("assignments", hasSize(1))
                .extract()
                .path("accessToken");
        logIn(code).statusCode(401);
        aMinuteLater();
        ask("CITIZEN_SIGN_IN").statusCode(202);
        String second = logIn(sent(SIX_DIGITS, 2)).statusCode(201).extract().path("accessToken");
        assertThat(account(second)).isEqualTo(account(first));
    }

    @Test
    void a_code_opens_a_citizens_session_and_never_more() throws Exception {
        ask("CITIZEN_SIGN_IN").statusCode(202);
        var session = logIn(sent(SIX_DIGITS, 1)).statusCode(201).extract();
        var account = java.util.UUID.fromString(account(session.<String>path("accessToken")));
        var assignment = actors.assignment(account, Role.VERIFIER, actors.county());
        given().contentType("application/json")
                .body(Map.<String, Object>of(
                        "refreshToken", session.<String>path("refreshToken"), "assignmentId", assignment))
                .post("/api/v1/sessions/refresh")
                .then()
                .statusCode(422);
        aMinuteLater();
        ask("CITIZEN_SIGN_IN").statusCode(202);
        assertThat(texts(2).getLast()).contains("请使用密码登录").doesNotContainPattern("[0-9]{6}");
    }

    @Test
    void a_forgotten_password_is_replaced_by_oneself() throws Exception {
        known();
        ask("PASSWORD_RESET").statusCode(202);
        redeem(sent(RESET, 1)).statusCode(204);
        given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "password", "龙潭映月-2046-荷叶"))
                .post("/api/v1/sessions")
                .then()
                .statusCode(201);
    }

    @Test
    void a_phone_nobody_has_is_answered_alike_and_sent_nothing() throws Exception {
        var known = ask("PASSWORD_RESET").statusCode(202).extract();
        assertThat(known.<Map<String, String>>path("").keySet()).containsExactlyInAnyOrder("expiresAt", "resendAfter");
        waitUntilNothingIsOnItsWay();
        assertThat(texts(0)).isEmpty();
    }

    @Test
    void asked_again_within_the_minute_it_sends_nothing_and_ten_times_a_day_are_enough() throws Exception {
        String first = ask("CITIZEN_SIGN_IN").statusCode(202).extract().path("resendAfter");
        ask("CITIZEN_SIGN_IN").statusCode(202).body("resendAfter", equalTo(first));
        waitUntilNothingIsOnItsWay();
        assertThat(texts(1)).hasSize(1);
        aMinuteLater();
        actors.run("update sent_code set times = 10 where phone_token = ?", phones.token(phone));
        ask("CITIZEN_SIGN_IN").statusCode(429).header("Retry-After", MatchesPattern.matchesPattern("[0-9]+"));
    }

    @Test
    void after_five_calls_one_is_told_to_wait() {
        for (int left = 4; left >= 0; left--) {
            phone = Actors.phone();
            ask("PASSWORD_RESET")
                    .statusCode(202)
                    .header("RateLimit-Policy", equalTo("\"codes\";q=5;w=600"))
                    .header("RateLimit", startsWith("\"codes\";r=" + left + ";"));
        }
        ask("PASSWORD_RESET")
                .statusCode(429)
                .header("Retry-After", MatchesPattern.matchesPattern("[0-9]+"))
                .header("RateLimit", startsWith("\"codes\";r=0;"))
                .body("type", equalTo("/problems/too-many-requests"));
    }

    private void known() {
        Actor person = actors.person(Role.CLERK, actors.county(), null);
        actors.run(
                "update account set phone_token = ?, phone_sealed = ? where id = ?",
                phones.token(phone),
                phones.seal(phone, person.accountId()),
                person.accountId());
    }

    private void aMinuteLater() {
        actors.run(
                "update sent_code set sent_at = sent_at - interval '61 seconds' where phone_token = ?",
                phones.token(phone));
    }

    private void waitUntilNothingIsOnItsWay() throws InterruptedException {
        var until = System.nanoTime() + LONG_ENOUGH.toNanos();
        while (!actors.ask("select count(*) from code_message").equals(0L) && System.nanoTime() < until) {
            Thread.sleep(50);
        }
    }

    private String sent(Pattern code, int messages) throws InterruptedException {
        var text = texts(messages).getLast();
        var found = code.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }

    /** What this phone was sent, once there are that many. */
    private List<String> texts(int atLeast) throws InterruptedException {
        var until = System.nanoTime() + LONG_ENOUGH.toNanos();
        List<String> texts;
        do {
            texts = given().get(gateway).jsonPath().getList("findAll { it.phone == '" + phone.value() + "' }.text");
            if (texts.size() < atLeast) {
                Thread.sleep(50);
            }
        } while (texts.size() < atLeast && System.nanoTime() < until);
        assertThat(texts).hasSizeGreaterThanOrEqualTo(atLeast);
        return texts;
    }

    private ValidatableResponse ask(String purpose) {
        return given().auth()
                .oauth2(caller)
                .contentType("application/json")
                .body(Map.of("phone", phone.value(), "purpose", purpose))
                .post("/api/v1/one-time-codes")
                .then();
    }

    private ValidatableResponse logIn(String code) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "oneTimeCode", code))
                .post("/api/v1/sessions")
                .then();
    }

    private ValidatableResponse redeem(String code) {
        return given().contentType("application/json")
                .body(Map.of("phone", phone.value(), "code", code, "newPassword", "龙潭映月-2046-荷叶"))
                .post("/api/v1/password-resets")
                .then();
    }

    private static @Nullable String account(String access) {
        return given().auth().oauth2(access).get("/api/v1/me").path("accountId");
    }
}
