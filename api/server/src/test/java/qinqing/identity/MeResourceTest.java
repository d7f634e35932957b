package qinqing.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.kernel.Phone;
import qinqing.vault.Passwords;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class MeResourceTest {
    private static final String PASSWORD = "武陵山大裂谷-2026";

    @Inject
    Actors actors;

    @Inject
    Passwords passwords;

    @Inject
    Phones phones;

    private Actor official;
    private Phone phone;

    @BeforeEach
    void an_official_with_a_password() {
        official = actors.person(Role.OFFICIAL, actors.unit("TOWNSHIP", "大顺镇"), null, passwords.hash(PASSWORD));
        phone = Actors.phone();
        actors.run(
                "update account set phone_token = ?, phone_sealed = ? where id = ?",
                phones.token(phone),
                phones.seal(phone, official.accountId()),
                official.accountId());
    }

    @Test
    void everybody_sees_themselves_with_a_masked_phone() {
        as(actors.token(official))
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("accountId", equalTo(official.accountId().toString()))
                .body("phoneMasked", equalTo(phone.masked()))
                .body("assignment.role", equalTo("OFFICIAL"))
                .body("totpEnrolled", equalTo(false));
    }

    @Test
    void messages_not_read_yet_are_counted() {
        var token = actors.token(official);
        unread(token, 0);
        for (var read : new boolean[] {false, false, true}) {
            actors.run("""
                    insert into notification (id, county_code, account_id, kind, title_zh, title_en, created_at, read_at)
                    values (gen_random_uuid(), '500102', ?, 'OTHER', '提醒', 'Reminder', now(), case when ? then now() end)
                    """, official.accountId(), read);
        }
        unread(token, 2);
    }

    private static void unread(String token, int count) {
        as(token).get("/api/v1/me").then().statusCode(200).body("unreadNotifications", equalTo(count));
    }

    @Test
    void a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
        String here = logIn(null).extract().path("accessToken");
        String elsewhere = logIn(null).extract().path("accessToken");
        change(here, "falsch-falsch-falsch", "小田溪巴王墓群-2026").statusCode(422);
        change(here, PASSWORD, "kurz").statusCode(400);
        change(here, PASSWORD, "小田溪巴王墓群-2026").statusCode(204);
        as(here).get("/api/v1/me").then().statusCode(200);
        as(elsewhere).get("/api/v1/me").then().statusCode(401);
        logIn(null).statusCode(401);
    }

    @Test
    void a_secret_asked_for_again_under_the_same_key_is_the_same() {
        var token = actors.token(official);
        String first = enrol(token, "totp-key-1");
        org.assertj.core.api.Assertions.assertThat(enrol(token, "totp-key-1")).isEqualTo(first);
        org.assertj.core.api.Assertions.assertThat(enrol(token, "totp-key-2")).isNotEqualTo(first);
    }

    private static String enrol(String token, String key) {
        return as(token)
                .header("Idempotency-Key", key)
                .post("/api/v1/me/totp")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    @Test
    void once_confirmed_the_login_asks_for_a_code_that_works_once() throws Exception {
        var token = actors.token(official);
        String typed = as(token)
                .post("/api/v1/me/totp")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        logIn(null).statusCode(201);
        confirm(token, code(typed, -10)).statusCode(422);
        confirm(token, code(typed, -1)).statusCode(204);
        logIn(null).statusCode(401).body("type", equalTo("/problems/code-needed"));
        logIn(code(typed, -1)).statusCode(401).body("type", equalTo("/problems/login-failed"));
        logIn(code(typed, 0)).statusCode(201);
        logIn(code(typed, 0)).statusCode(401);
        as(token).post("/api/v1/me/totp").then().statusCode(409);
        as(token).header("Totp-Code", "000000").delete("/api/v1/me/totp").then().statusCode(422);
        as(token)
                .header("Totp-Code", code(typed, 1))
                .delete("/api/v1/me/totp")
                .then()
                .statusCode(204);
        logIn(null).statusCode(201);
    }

    @Test
    void a_flood_of_logins_meets_503_and_not_the_end_of_memory() throws Exception {
        try (var crowd = Executors.newFixedThreadPool(40)) {
            var attempts = IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(i -> () -> given().contentType("application/json")
                            .body(Map.of("phone", Actors.phone().value(), "password", "anything at all"))
                            .post("/api/v1/sessions")
                            .statusCode())
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var answer : crowd.invokeAll(attempts)) {
                answers.add(answer.get());
            }
            assertThat(answers).contains(503, 401).containsOnly(503, 401);
        }
        logIn(null).statusCode(201);
    }

    /** An authenticator app's work, by the RFC and not by the code under test. */
    private static String code(String typed, int stepsFromNow) throws Exception {
        var bits = new StringBuilder();
        for (char c : typed.toCharArray()) {
            bits.append("%5s"
                    .formatted(Integer.toBinaryString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c)))
                    .replace(' ', '0'));
        }
        var secret = new byte[bits.length() / 8];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        var mac = javax.crypto.Mac.getInstance("HmacSHA1");
        mac.init(new javax.crypto.spec.SecretKeySpec(secret, "HmacSHA1"));
        long step = System.currentTimeMillis() / 30_000 + stepsFromNow;
        byte[] hash = mac.doFinal(java.nio.ByteBuffer.allocate(8).putLong(step).array());
        int at = hash[19] & 0xf;
        int number = java.nio.ByteBuffer.wrap(hash, at, 4).getInt() & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    private ValidatableResponse logIn(@Nullable String code) {
        var body = new HashMap<>(Map.of("phone", phone.value(), "password", PASSWORD));
        if (code != null) {
            body.put("totp", code);
        }
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/sessions")
                .then();
    }

    private static ValidatableResponse change(String token, String present, String next) {
        return as(token)
                .body(Map.of("currentPassword", present, "newPassword", next))
                .put("/api/v1/me/password")
                .then();
    }

    private static ValidatableResponse confirm(String token, String code) {
        return as(token)
                .body(Map.of("code", code))
                .put("/api/v1/me/totp/confirmation")
                .then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
