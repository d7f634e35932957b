package qinqing.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.identity.Actors;

/** S17: whatever a forger may try, nobody gets in; the same claims signed properly do. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ForgedTokenTest {
    @Inject
    Actors actors;

    @Inject
    AccessTokens tokens;

    @Inject
    Clock clock;

    private Actor admin;
    private UUID session;

    private interface Change {
        void to(JsonWebSignature signature, JwtClaims claims) throws Exception;
    }

    @BeforeEach
    void someone_with_a_session() {
        admin = actors.person(Role.ADMIN, actors.county(), null);
        session = actors.session(admin);
    }

    @Test
    void the_claims_the_forger_starts_from_are_good_when_we_sign_them() throws Exception {
        me(forge((signature, claims) -> {}), 200);
    }

    @TestFactory
    Stream<DynamicTest> no_forged_token_is_accepted() {
        var forgeries = new LinkedHashMap<String, Change>();
        forgeries.put("no signature", (s, c) -> {
            s.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            s.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
            s.setKey(null);
        });
        forgeries.put(
                "HS256 with our public key as its secret",
                (s, c) -> hmac(s, publicKey().getEncoded()));
        forgeries.put(
                "HS256 with the kid as its secret",
                (s, c) -> hmac(
                        s,
                        Arrays.copyOf(
                                tokens.keys().current().kid().getBytes(java.nio.charset.StandardCharsets.UTF_8), 32)));
        forgeries.put(
                "somebody else's key under our kid",
                (s, c) -> s.setKey(stranger().getPrivate()));
        forgeries.put("a key the token brings along", (s, c) -> {
            var own = stranger();
            s.setKey(own.getPrivate());
            s.getHeaders().setJwkHeaderValue("jwk", PublicJsonWebKey.Factory.newPublicJwk(own.getPublic()));
        });
        forgeries.put("a key the token points to", (s, c) -> {
            s.setKey(stranger().getPrivate());
            s.setHeader("jku", "http://127.0.0.1:1/keys");
        });
        for (var kid : new String[] {
            "", "0", "../../../../dev/null", "' or '1'='1", "/proc/self/environ", "null", "x".repeat(4000), "ffffffff"
        }) {
            forgeries.put(
                    "our key under the kid " + kid.substring(0, Math.min(20, kid.length())),
                    (s, c) -> s.setKeyIdHeaderValue(kid));
        }
        forgeries.put("no kid", (s, c) -> s.setHeader("kid", null));
        forgeries.put("wrong audience", (s, c) -> c.setAudience("another-api"));
        forgeries.put("no audience", (s, c) -> c.unsetClaim("aud"));
        forgeries.put("wrong issuer", (s, c) -> c.setIssuer("somebody"));
        forgeries.put("no issuer", (s, c) -> c.unsetClaim("iss"));
        forgeries.put("no subject", (s, c) -> c.unsetClaim("sub"));
        forgeries.put("no expiry", (s, c) -> c.unsetClaim("exp"));
        forgeries.put("expired a second ago", (s, c) -> c.setExpirationTime(inSeconds(-1)));
        forgeries.put("not valid yet", (s, c) -> c.setNotBefore(inSeconds(600)));
        forgeries.put("expiry as text", (s, c) -> c.setStringClaim("exp", "2999-01-01"));
        forgeries.put(
                "somebody else's session",
                (s, c) -> c.setStringClaim("sid", UUID.randomUUID().toString()));
        forgeries.put("no session", (s, c) -> c.unsetClaim("sid"));
        forgeries.put("a session that is no id", (s, c) -> c.setStringClaim("sid", "' or 1=1 --"));
        forgeries.put(
                "an assignment of nobody",
                (s, c) -> c.setStringClaim("assignment", UUID.randomUUID().toString()));
        forgeries.put("no assignment", (s, c) -> c.unsetClaim("assignment"));
        forgeries.put("a subject that is no id", (s, c) -> c.setSubject("admin"));
        forgeries.put("a role there is not", (s, c) -> c.setStringClaim("role", "ROOT"));
        forgeries.put("no role", (s, c) -> c.unsetClaim("role"));
        forgeries.put("a system without a client", (s, c) -> c.setStringClaim("role", "SYSTEM"));
        for (var algorithm : new String[] {"ES384", "RS256", "PS256", "HS512", "EdDSA", "es256", "ES256K"}) {
            forgeries.put("ES256 relabelled as " + algorithm, (s, c) -> s.setHeader("x-relabel", algorithm));
        }
        return Stream.concat(
                forgeries.entrySet().stream()
                        .map(forgery -> DynamicTest.dynamicTest(forgery.getKey(), () -> {
                            var token = forge(forgery.getValue());
                            me(token, 401);
                        })),
                mangled());
    }

    private Stream<DynamicTest> mangled() {
        var texts = new LinkedHashMap<String, java.util.function.UnaryOperator<String>>();
        texts.put("signature cut off", token -> token.substring(0, token.lastIndexOf('.') + 1));
        texts.put("signature gone", token -> token.substring(0, token.lastIndexOf('.')));
        texts.put(
                "signature of zeros (CVE-2022-21449)",
                token -> token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(86));
        texts.put("one letter of the claims changed", token -> {
            var parts = token.split("\\.");
            var middle = new StringBuilder(parts[1]);
            int at = middle.length() / 2;
            middle.setCharAt(at, middle.charAt(at) == 'A' ? 'B' : 'A');
            return parts[0] + "." + middle + "." + parts[2];
        });
        texts.put("five parts", token -> token + ".x.y");
        texts.put("nothing", token -> "");
        texts.put("a word", token -> "token");
        texts.put("very long", token -> "a".repeat(7000) + "." + "b".repeat(100) + ".c");
        return texts.entrySet().stream()
                .map(text -> DynamicTest.dynamicTest(
                        text.getKey(), () -> me(text.getValue().apply(forge((s, c) -> {})), 401)));
    }

    @Test
    void an_expired_token_is_told_from_a_wrong_one() throws Exception {
        given().auth()
                .oauth2(forge((s, c) -> c.setExpirationTime(inSeconds(-1))))
                .get("/api/v1/me")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/token-expired"));
    }

    @Test
    void a_token_signed_before_a_rotation_stays_good_until_its_key_is_destroyed() throws Exception {
        var old = tokens.keys().current();
        var token = tokens.issue(admin, session, false);
        tokens.keys().rotate();
        me(token, 200);
        me(tokens.issue(admin, session, false), 200);
        tokens.keys().destroy(old.kid());
        me(token, 401);
    }

    @Test
    void a_session_revoked_elsewhere_is_refused_within_a_second() throws Exception {
        var token = tokens.issue(admin, session, false);
        me(token, 200);
        actors.run("update login_session set revoked_at = now(), revoked_because = 'LOGOUT' where id = ?", session);
        Thread.sleep(1_050);
        me(token, 401);
    }

    @Test
    void an_assignment_that_ended_ends_its_token() {
        var token = tokens.issue(admin, session, false);
        actors.run(
                "update assignment set from_day = from_day - 9, to_day = from_day - 1 where id = ?",
                admin.assignmentId());
        me(token, 401);
    }

    @Test
    void a_token_that_is_due_for_a_new_password_opens_nothing_else() {
        var token = tokens.issue(admin, session, true);
        me(token, 200);
        given().auth()
                .oauth2(token)
                .post("/api/v1/me/totp")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/password-change-due"));
    }

    private String forge(Change change) throws Exception {
        var claims = new JwtClaims();
        claims.setIssuer(tokens.issuer());
        claims.setAudience(AccessTokens.AUDIENCE);
        claims.setSubject(admin.accountId().toString());
        claims.setIssuedAt(inSeconds(0));
        claims.setExpirationTime(inSeconds(600));
        claims.setStringClaim("sid", session.toString());
        claims.setStringClaim("assignment", String.valueOf(admin.assignmentId()));
        claims.setStringClaim("role", "ADMIN");
        claims.setStringClaim("unit", admin.unitId().toString());
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(tokens.keys().current().kid());
        signature.setKey(privateKey());
        change.to(signature, claims);
        signature.setPayload(claims.toJson());
        return relabelled(signature);
    }

    /** jose4j won't sign under a wrong name, so the header is exchanged afterwards. */
    private static String relabelled(JsonWebSignature signature) throws JoseException {
        var token = signature.getCompactSerialization();
        var wanted = signature.getHeader("x-relabel");
        if (wanted == null) {
            return token;
        }
        var url = java.util.Base64.getUrlEncoder().withoutPadding();
        var header = "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(wanted, signature.getKeyIdHeaderValue());
        return url.encodeToString(header.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + token.substring(token.indexOf('.'));
    }

    private NumericDate inSeconds(long seconds) {
        return NumericDate.fromSeconds(clock.instant().getEpochSecond() + seconds);
    }

    private PrivateKey privateKey() {
        return tokens.keys().current().privateKey();
    }

    private PublicKey publicKey() {
        return tokens.keys().current().publicKey();
    }

    private static void hmac(JsonWebSignature signature, byte[] secret) {
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKey(new HmacKey(secret));
    }

    private static KeyPair stranger() throws NoSuchAlgorithmException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static void me(String token, int status) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/me")
                .then()
                .statusCode(status);
    }
}
