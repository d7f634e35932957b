package qinqing.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One actor's view of the server: JSON in and out, its bearer token, an {@code Idempotency-Key} on every POST. A busy
 * server (429, 503) is asked again with the same key; any other problem is an {@link ApiProblem}.
 *
 * <p>Paths begin with a slash and are resolved against the base, which ends with {@code /api/v1}. Safe for many threads.
 */
public final class Api {

    /** How often a busy server is asked before its answer counts. */
    private static final int PATIENCE = 8;

    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(150);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What came back.
     *
     * @param body {@link MissingNode} when there was none
     * @param etag quotes included, as {@code If-Match} wants it
     * @param location a path below the base where the server named one
     */
    public record Answer(
            int status,
            JsonNode body,
            @Nullable String etag,
            @Nullable String location) {}

    private final HttpClient client;
    private final String base;
    private final @Nullable Supplier<String> token;
    private final Map<String, String> headers;
    private final int patience;

    private Api(
            HttpClient client,
            String base,
            @Nullable Supplier<String> token,
            Map<String, String> headers,
            int patience) {
        this.client = client;
        this.base = base;
        this.token = token;
        this.headers = headers;
        this.patience = patience;
    }

    /** Nobody in particular, as a citizen before login. */
    public static Api at(URI base) {
        var text = base.toString();
        var client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new Api(
                client, text.endsWith("/") ? text.substring(0, text.length() - 1) : text, null, Map.of(), PATIENCE);
    }

    /** The same server, as whoever holds the token. */
    public Api as(String bearerToken) {
        return new Api(client, base, () -> bearerToken, headers, patience);
    }

    /** As whoever holds the token that is asked for at every request: tokens are short-lived. */
    Api as(Supplier<String> bearerToken) {
        return new Api(client, base, bearerToken, headers, patience);
    }

    /** The bearer token of now, for requests that no client of good will sends; empty for a citizen before login. */
    public String bearer() {
        return token == null ? "" : token.get();
    }

    /** For whom every answer counts as it is, a busy server's too. */
    public Api impatient() {
        return new Api(client, base, token, headers, 1);
    }

    /** With one more header at every request. */
    Api with(String header, String value) {
        return new Api(client, base, token, Map.of(header, value), patience);
    }

    public Answer get(String path) {
        return json(request(path).GET(), path);
    }

    public Answer post(String path, Object body) {
        return post(path, body, UUID.randomUUID());
    }

    /** With a key of one's own, to ask again after a failure without doing it twice. */
    public Answer post(String path, Object body, UUID idempotencyKey) {
        return json(
                request(path)
                        .POST(jsonBody(body))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey.toString()),
                path);
    }

    /** @param etag of what the new thing is made from, such as a draft */
    Answer post(String path, Object body, @Nullable String etag) {
        var request = request(path)
                .POST(jsonBody(body))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        return json(matching(request, etag), path);
    }

    /** @param etag of the version read; null where the contract asks for none */
    public Answer put(String path, Object body, @Nullable String etag) {
        var request = request(path).PUT(jsonBody(body)).header("Content-Type", "application/json");
        return json(matching(request, etag), path);
    }

    public Answer delete(String path, @Nullable String etag) {
        return json(matching(request(path).DELETE(), etag), path);
    }

    /** Posts a form with one file, read from disk while it is sent. */
    public Answer upload(String path, Map<String, String> fields, Path file, String fileName) throws IOException {
        var boundary = "qinqing-" + UUID.randomUUID();
        var head = parts(boundary, fields) + "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A")
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return json(
                request(path)
                        .POST(body)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .header("Idempotency-Key", UUID.randomUUID().toString()),
                path);
    }

    /** Puts a form without a file. */
    Answer putForm(String path, Map<String, String> fields, @Nullable String etag) {
        var boundary = "qinqing-" + UUID.randomUUID();
        var request = request(path)
                .PUT(BodyPublishers.ofString(parts(boundary, fields) + "--" + boundary + "--\r\n"))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary);
        return json(matching(request, etag), path);
    }

    private static String parts(String boundary, Map<String, String> fields) {
        var parts = new StringBuilder();
        fields.forEach((name, value) -> parts.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return parts.toString();
    }

    /** The client-credentials grant of a system (RFC 6749, 4.4). */
    public Api asSystem(String clientId, String clientSecret, String scope) {
        return as(systemToken(clientId, clientSecret, scope));
    }

    /** The token of a system, for harnesses that send it themselves. */
    public String systemToken(String clientId, String clientSecret, String scope) {
        var form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                + encoded(clientSecret) + "&scope=" + encoded(scope);
        var answer = json(
                HttpRequest.newBuilder(URI.create(base).resolve("/oauth2/token"))
                        .timeout(TIMEOUT)
                        .POST(BodyPublishers.ofString(form))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                "/oauth2/token");
        return answer.body().required("access_token").asText();
    }

    /** Every item of a list, page after page. */
    public List<JsonNode> items(String path) {
        var all = new ArrayList<JsonNode>();
        var page = get(path).body();
        while (true) {
            page.path("items").forEach(all::add);
            var cursor = page.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return all;
            }
            page = get(path + (path.contains("?") ? "&" : "?") + "cursor=" + encoded(cursor))
                    .body();
        }
    }

    /** Asks until {@code done}, showing each answer to {@code seen}: for jobs that answered 202. */
    public JsonNode poll(String path, Predicate<JsonNode> done, Consumer<JsonNode> seen) {
        while (true) {
            var state = get(path).body();
            seen.accept(state);
            if (done.test(state)) {
                return state;
            }
            pause(BETWEEN_POLLS);
        }
    }

    /** A page or file as it is, such as a notice's sheet. */
    public byte[] bytes(String path) {
        var response = send(request(path).GET());
        if (response.statusCode() >= 400) {
            throw problem("GET", path, response);
        }
        return response.body();
    }

    /** For a value in a query or a path segment. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static HttpRequest.Builder matching(HttpRequest.Builder request, @Nullable String etag) {
        return etag == null ? request : request.header("If-Match", etag);
    }

    private static BodyPublisher jsonBody(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not expressible in JSON", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        headers.forEach(request::header);
        return token == null ? request : request.header("Authorization", "Bearer " + token.get());
    }

    private Answer json(HttpRequest.Builder request, String path) {
        request.header("Accept", "application/json, application/problem+json");
        var response = send(request);
        if (response.statusCode() >= 400) {
            throw problem(response.request().method(), path, response);
        }
        var headers = response.headers();
        return new Answer(
                response.statusCode(),
                tree(response.body()),
                headers.firstValue("ETag").orElse(null),
                headers.firstValue("Location").map(this::belowBase).orElse(null));
    }

    private String belowBase(String location) {
        var path = location.startsWith(base) ? location.substring(base.length()) : location;
        var prefix = URI.create(base).getPath();
        return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder builder) {
        var request = builder.build();
        for (var asked = 1; ; asked++) {
            var response = once(request);
            if (!isBusy(response.statusCode()) || asked == patience) {
                return response;
            }
            pause(waitFor(response, asked));
        }
    }

    private HttpResponse<byte[]> once(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    private static boolean isBusy(int status) {
        return status == 429 || status == 503;
    }

    private static Duration waitFor(HttpResponse<?> response, int asked) {
        var wait = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ofMillis(100L << asked));
        return wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }

    private static ApiProblem problem(String method, String path, HttpResponse<byte[]> response) {
        JsonNode body;
        try {
            body = tree(response.body());
        } catch (UncheckedIOException e) {
            body = MissingNode.getInstance(); // a proxy's HTML page instead of a problem
        }
        return new ApiProblem(method, path, response.statusCode(), body);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
