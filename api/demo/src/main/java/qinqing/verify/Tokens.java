package qinqing.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import qinqing.demo.Cast;
import qinqing.verify.SmallCounty.Caller;
import qinqing.verify.SmallCounty.Seat;

/** Forged tokens (S17), and rights that are taken away while somebody uses them (S16). */
final class Tokens {
    static final String FIRST_PASSWORD = "Erste-Anmeldung-0001";
    private static final Duration AT_MOST = Duration.ofSeconds(1);
    private static final Caller ADMIN = new Caller("ADMIN", Seat.COUNTY);

    private final Rows rows;
    private final SmallCounty county;
    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Tokens(Rows rows, SmallCounty county, URI address) {
        this.rows = rows;
        this.county = county;
        this.base = address + "/api/v1";
    }

    void run() throws Exception {
        // the matrix ended everybody's session
        county.run("update login_session set revoked_at = null, revoked_because = null");
        Thread.sleep(AT_MOST);
        forged();
        replayed();
        revoked();
        streaming();
        queued();
    }

    // S17 -------------------------------------------------------------------------------------------------------------

    private void forged() throws Exception {
        rows.expect(me(county.token(ADMIN)) == 200, "the token the forger starts from is not good");
        var forgeries = forgeries();
        for (var forgery : forgeries.entrySet()) {
            int status = me(forgery.getValue());
            rows.expect(status == 401, "a forged token is answered " + status + ": " + forgery.getKey());
        }
        rows.expect(forgeries.size() >= 50, "only " + forgeries.size() + " forged variants");
        rows.row("S17", "%d forged variants of a good token: none accepted", forgeries.size());
    }

    private Map<String, String> forgeries() throws GeneralSecurityException {
        var forged = new LinkedHashMap<String, String>();
        var claims = county.claims(ADMIN, SmallCounty.AUDIENCE, Instant.now());
        var good = county.sign(county.header(), claims);
        var signature = good.substring(good.lastIndexOf('.') + 1);
        var kid = county.key().kid();
        for (var none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
            forged.put(
                    "alg '" + none + "' without a signature",
                    SmallCounty.base64(header(none, kid)) + "." + SmallCounty.base64(claims) + ".");
            forged.put(
                    "alg '" + none + "' with the old one",
                    SmallCounty.base64(header(none, kid)) + "." + SmallCounty.base64(claims) + "." + signature);
        }
        var secrets = Map.of(
                "our public key", county.key().publicKey().getEncoded(),
                "our public key as PEM", pem(county.key().publicKey().getEncoded()),
                "the kid", kid.getBytes(StandardCharsets.UTF_8),
                "nothing but a zero", new byte[1]);
        for (var secret : secrets.entrySet()) {
            for (var hash : new String[] {"256", "384", "512"}) {
                forged.put("HS" + hash + " with " + secret.getKey(), hmac(hash, kid, claims, secret.getValue()));
            }
        }
        for (var other : new String[] {"ES384", "ES512", "RS256", "PS256", "EdDSA", "es256", "ES256K", "dir"}) {
            forged.put(
                    "ES256 relabelled as " + other,
                    SmallCounty.base64(header(other, kid)) + good.substring(good.indexOf('.')));
        }
        for (var bad : new String[] {
            "",
            "0",
            "../../../../dev/null",
            "' or '1'='1",
            "/proc/self/environ",
            "null",
            "ffffffff",
            kid + "\\u0000",
            kid.toUpperCase(java.util.Locale.ROOT) + "!",
            "x".repeat(3000)
        }) {
            forged.put(
                    "kid " + bad.substring(0, Math.min(bad.length(), 20)), county.sign(header("ES256", bad), claims));
        }
        forged.put("no kid", county.sign("{\"alg\":\"ES256\"}", claims));
        var stranger = KeyPairGenerator.getInstance("EC");
        stranger.initialize(new ECGenParameterSpec("secp256r1"));
        var own = stranger.generateKeyPair();
        for (var brought : new String[] {
            "",
            ",\"jku\":\"http://127.0.0.1:1/keys\"",
            ",\"x5u\":\"http://127.0.0.1:1/c\"",
            ",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}"
        }) {
            var header = "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\"" + brought + "}";
            forged.put("somebody else's key" + brought, signedBy(own.getPrivate(), header, claims));
        }
        forged.put(
                "a header we do not understand but must",
                county.sign("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\",\"crit\":[\"x\"],\"x\":1}", claims));
        replaced(forged, claims, "wrong audience", SmallCounty.AUDIENCE, "another-api");
        replaced(forged, claims, "no audience", "\"aud\":\"" + SmallCounty.AUDIENCE + "\",", "");
        replaced(forged, claims, "wrong issuer", "\"iss\":\"qinqing\"", "\"iss\":\"somebody\"");
        replaced(forged, claims, "no issuer", "\"iss\":\"qinqing\",", "");
        replaced(forged, claims, "another role", "\"role\":\"ADMIN\"", "\"role\":\"ROOT\"");
        replaced(forged, claims, "no role", "\"role\":\"ADMIN\",", "");
        replaced(forged, claims, "a subject that is no id", "\"sub\":\"", "\"sub\":\"x");
        replaced(
                forged,
                claims,
                "another session",
                county.identity(ADMIN).session().toString(),
                UUID.randomUUID().toString());
        replaced(
                forged,
                claims,
                "another assignment",
                String.valueOf(county.identity(ADMIN).assignment()),
                UUID.randomUUID().toString());
        forged.put(
                "expired a second ago: no leeway for skewed clocks",
                county.token(ADMIN, SmallCounty.AUDIENCE, Instant.now().minusSeconds(601)));
        forged.put(
                "not valid yet",
                county.sign(
                        county.header(),
                        claims.replace("\"iss\"", "\"nbf\":" + (Instant.now().getEpochSecond() + 600) + ",\"iss\"")));
        forged.put("without an end", county.sign(county.header(), claims.replaceAll("\"exp\":\\d+,", "")));
        forged.put(
                "an end in words",
                county.sign(county.header(), claims.replaceAll("\"exp\":\\d+", "\"exp\":\"2999-01-01\"")));
        forged.put(
                "claims of another role under the old signature",
                good.substring(0, good.indexOf('.') + 1)
                        + SmallCounty.base64(claims.replace("ADMIN", "COUNTY_INSPECTOR")) + "." + signature);
        forged.put(
                "signature of zeros (CVE-2022-21449)", good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86));
        forged.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        forged.put("signature gone", good.substring(0, good.lastIndexOf('.')));
        forged.put("half a signature", good.substring(0, good.length() - 40));
        forged.put("five parts", good + ".x.y");
        forged.put("claims that are no JSON", county.sign(county.header(), "admin"));
        forged.put("a word", "token");
        forged.put("very long", "a".repeat(6000) + ".b.c");
        return forged;
    }

    private void replaced(Map<String, String> forged, String claims, String name, String old, String other) {
        if (!claims.contains(old)) {
            throw new IllegalStateException(name + ": nothing to replace");
        }
        forged.put(name, county.sign(county.header(), claims.replace(old, other)));
    }

    private static String header(String algorithm, String kid) {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "\"}";
    }

    private static byte[] pem(byte[] key) {
        return ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String hmac(String hash, String kid, String claims, byte[] secret) throws GeneralSecurityException {
        var body = SmallCounty.base64(header("HS" + hash, kid)) + "." + SmallCounty.base64(claims);
        var mac = Mac.getInstance("HmacSHA" + hash);
        mac.init(new SecretKeySpec(secret, "HmacSHA" + hash));
        return body + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String signedBy(java.security.PrivateKey key, String header, String claims)
            throws GeneralSecurityException {
        var body = SmallCounty.base64(header) + "." + SmallCounty.base64(claims);
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    /** A refresh token used twice ends the whole family, access tokens included. */
    private void replayed() throws Exception {
        var login =
                post("/sessions", "{\"phone\":\"" + Cast.ADMIN_PHONE + "\",\"password\":\"" + FIRST_PASSWORD + "\"}");
        rows.expect(login.status() == 201, "the first administrator can't sign in: " + login.status());
        var first = text(login.body(), "refreshToken");
        var second = post("/sessions/refresh", "{\"refreshToken\":\"" + first + "\"}");
        rows.expect(
                second.status() == 200 && me(text(second.body(), "accessToken")) != 401,
                "a refresh token does not work once");
        var replayed = post("/sessions/refresh", "{\"refreshToken\":\"" + first + "\"}");
        rows.expect(replayed.status() == 401, "a refresh token works twice: " + replayed.status());
        rows.expect(me(text(second.body(), "accessToken")) == 401, "the family's access token outlives the replay");
        rows.expect(
                post("/sessions/refresh", "{\"refreshToken\":\"" + text(second.body(), "refreshToken") + "\"}")
                                .status()
                        == 401,
                "the family's newest refresh token outlives the replay");
        rows.row("S17", "a replayed refresh token: refused, its family revoked");
    }

    // S16 -------------------------------------------------------------------------------------------------------------

    /** Taken away in the database, as another node does it: each way counts within a second. */
    private void revoked() throws Exception {
        var ways = new LinkedHashMap<String, String>();
        ways.put("session", "update login_session set revoked_at = now(), revoked_because = 'LOGOUT' where id = '%s'");
        ways.put("assignment", "update assignment set ended_at = now() where id = '%2$s'");
        ways.put("account", "update account set status = 'DISABLED' where id = '%3$s'");
        var callers = new Caller[] {
            new Caller("CLERK", Seat.SIBLING), new Caller("CLERK", Seat.CHILD), new Caller("CLERK", Seat.PARENT)
        };
        int turn = 0;
        long slowest = 0;
        for (var way : ways.entrySet()) {
            var who = callers[turn++];
            var token = county.token(who);
            rows.expect(me(token) == 200, who + " can't begin");
            var identity = county.identity(who);
            county.run(way.getValue().formatted(identity.session(), identity.assignment(), identity.account()));
            var took = until(() -> me(token) == 401);
            slowest = Math.max(slowest, took);
            rows.expect(took <= AT_MOST.toMillis(), "a revoked " + way.getKey() + " still works after " + took + " ms");
        }
        rows.row(
                "S16", "session, assignment and account revoked on another node: refused after at most %d ms", slowest);
    }

    /** An open stream ends as well. */
    private void streaming() throws Exception {
        var who = new Caller("CLERK", Seat.OWN);
        county.run("update job set state = 'RUNNING', finished_at = null where id = ?", county.uuid("importId"));
        var request = HttpRequest.newBuilder(
                        URI.create(base + "/imports/" + county.things().get("importId") + "/events"))
                .header("Authorization", "Bearer " + county.token(who))
                .timeout(Duration.ofSeconds(20))
                .build();
        var stream = client.send(request, BodyHandlers.ofInputStream());
        rows.expect(stream.statusCode() == 200, "the stream does not open: " + stream.statusCode());
        var ended = new CompletableFuture<Long>();
        var begun = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                while (lines.readLine() != null) {
                    begun.complete(true);
                }
                ended.complete(System.nanoTime());
            } catch (IOException over) {
                ended.complete(System.nanoTime());
            }
        });
        begun.get(10, java.util.concurrent.TimeUnit.SECONDS);
        Thread.sleep(1_200);
        rows.expect(!ended.isDone(), "the stream ends by itself");
        var now = System.nanoTime();
        county.run(
                "update login_session set revoked_at = now(), revoked_because = 'LOGOUT' where id = ?",
                county.identity(who).session());
        var took = (ended.get(10, java.util.concurrent.TimeUnit.SECONDS) - now) / 1_000_000;
        rows.expect(took <= AT_MOST.toMillis(), "the stream goes on for " + took + " ms");
        rows.row("S16", "an open event stream of a revoked session: ended after %d ms", took);
    }

    /** A job that waits does not begin for somebody who lost the right to it. */
    private void queued() throws Exception {
        var who = county.identity(new Caller("VERIFIER", Seat.CHILD));
        county.run("update assignment set ended_at = now() where id = ?", who.assignment());
        var job = UUID.randomUUID();
        county.run(
                "insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at) values (?, '500102', ?, 'UNIT', ?, 'REQUEST', now())",
                job,
                who.unit(),
                who.unit());
        county.run(
                "insert into job (id, kind, requested_by, unit_id, state, queued_at) values (?, 'matching.run', ?, ?, 'QUEUED', now())",
                job,
                who.assignment(),
                who.unit());
        county.run(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version) values ('matching.run', ?, now(), false, 1)",
                job.toString());
        var took = until(() -> "FAILED".equals(county.ask("select state from job where id = '" + job + "'")));
        rows.expect(
                "NOT_ALLOWED_ANY_MORE".equals(county.ask("select failure_code from job where id = '" + job + "'")),
                "a queued job ran for somebody whose assignment has ended");
        rows.row("S16", "a queued job of an ended assignment: not begun, seen after %d ms", took);
    }

    // -----------------------------------------------------------------------------------------------------------------

    private interface Question {
        boolean holds() throws Exception;
    }

    /** Milliseconds until it holds, ten seconds at most. */
    private static long until(Question question) throws Exception {
        var begun = System.nanoTime();
        while (!question.holds() && System.nanoTime() - begun < 10_000_000_000L) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private int me(String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + "/me"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private record Answer(int status, String body) {}

    private Answer post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static String text(String json, String field) {
        var found = java.util.regex.Pattern.compile("\"" + field + "\":\"([^\"]*)\"")
                .matcher(json);
        return found.find() ? found.group(1) : "";
    }
}
