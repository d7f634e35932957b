package qinqing.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * A county's identity provider on the loopback interface, with a key of its own. It keeps nothing: the authorization
 * code a test makes with {@link #code} says what the ID token shall claim, and which verifier it was made for.
 */
@SuppressWarnings("NullAway.Init")
public final class FakeIdentityProvider implements QuarkusTestResourceLifecycleManager {
    static final String ISSUER = "https://id.county.example";
    static final String CLIENT = "qinqing";
    static final String REDIRECT = "cn.qinqing.app:/signed-in";

    private HttpServer server;
    private EllipticCurveJsonWebKey key;
    private EllipticCurveJsonWebKey stranger;

    /** What comes back from the provider to the phone app after a sign-in there. */
    static String code(String verifier, Map<String, String> claims) throws Exception {
        var wanted = claims.entrySet().stream()
                .map(claim -> claim.getKey() + "=" + claim.getValue())
                .collect(Collectors.joining("&"));
        return Base64.getUrlEncoder()
                .encodeToString((challenge(verifier) + "&" + wanted).getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    public Map<String, String> start() {
        try {
            key = newKey("county-1");
            stranger = newKey("county-1");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/keys",
                    exchange -> answer(
                            exchange, 200, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
            server.createContext("/token", this::token);
            server.start();
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(e);
        }
        var base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "qinqing.oidc.issuer",
                ISSUER,
                "qinqing.oidc.client-id",
                CLIENT,
                "qinqing.oidc.authorization-url",
                ISSUER + "/authorize",
                "qinqing.oidc.token-url",
                base + "/token",
                "qinqing.oidc.keys-url",
                base + "/keys",
                "qinqing.oidc.redirect-uris",
                REDIRECT);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = pairs(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try {
            var code = new String(Base64.getUrlDecoder().decode(form.get("code")), StandardCharsets.UTF_8);
            var parts = code.split("&", 2);
            if (!parts[0].equals(challenge(form.getOrDefault("code_verifier", "")))) {
                answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
                return;
            }
            answer(exchange, 200, "{\"id_token\":\"%s\"}".formatted(idToken(pairs(parts[1]))));
        } catch (Exception malformed) {
            answer(exchange, 400, "{\"error\":\"invalid_request\"}");
        }
    }

    private String idToken(Map<String, String> wanted) throws JoseException {
        var now = NumericDate.now().getValue();
        var claims = new JwtClaims();
        claims.setIssuer(wanted.getOrDefault("iss", ISSUER));
        claims.setAudience(wanted.getOrDefault("aud", CLIENT));
        claims.setSubject(wanted.get("sub"));
        claims.setIssuedAt(NumericDate.fromSeconds(now - Long.parseLong(wanted.getOrDefault("age", "0"))));
        claims.setExpirationTime(NumericDate.fromSeconds(now + Long.parseLong(wanted.getOrDefault("life", "60"))));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKeyIdHeaderValue("county-1");
        signature.setKey((wanted.containsKey("stranger") ? stranger : key).getPrivateKey());
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    private static EllipticCurveJsonWebKey newKey(String kid) throws JoseException {
        var made = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        made.setKeyId(kid);
        return made;
    }

    private static Map<String, String> pairs(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
