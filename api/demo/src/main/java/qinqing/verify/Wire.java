package qinqing.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * HTTP as it is: unlike {@link qinqing.demo.Api} it asks once and hands back whatever came, a refusal as well. Safe for many
 * threads.
 */
final class Wire {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is asked.
     *
     * @param key of a POST, to ask for the same thing again
     */
    record Call(
            String method,
            String path,
            @Nullable String token,
            @Nullable UUID key,
            @Nullable String etag,
            @Nullable String type,
            byte[] body) {
        static Call get(String path, @Nullable String token) {
            return new Call("GET", path, token, null, null, null, new byte[0]);
        }

        static Call post(String path, @Nullable String token, Object body) {
            return new Call("POST", path, token, UUID.randomUUID(), null, "application/json", json(body));
        }

        static Call put(String path, @Nullable String token, @Nullable String etag, Object body) {
            return new Call("PUT", path, token, null, etag, "application/json", json(body));
        }

        /** A form with one file. */
        static Call upload(
                String path, @Nullable String token, Map<String, String> fields, String name, String content) {
            var boundary = "qinqing-" + UUID.randomUUID();
            var form = new StringBuilder();
            fields.forEach(
                    (field, value) -> form.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(boundary, field, value)));
            form.append(("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                            + "Content-Type: text/csv\r\n\r\n%s\r\n--%s--\r\n")
                    .formatted(boundary, name, content, boundary));
            return new Call(
                    "POST",
                    path,
                    token,
                    UUID.randomUUID(),
                    null,
                    "multipart/form-data; boundary=" + boundary,
                    form.toString().getBytes(StandardCharsets.UTF_8));
        }

        Call matching(@Nullable String etag) {
            return new Call(method, path, token, key, etag, type, body);
        }

        Call as(String token) {
            return new Call(method, path, token, key, etag, type, body);
        }

        boolean reads() {
            return method.equals("GET");
        }
    }

    /**
     * What came.
     *
     * @param took from sending the request to the last byte of the answer
     */
    record Answer(int status, HttpHeaders headers, byte[] body, Duration took) {
        boolean isGood() {
            return status < 300;
        }

        /** Missing when there is no JSON. */
        JsonNode json() {
            try {
                return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (IOException page) {
                return MissingNode.getInstance();
            }
        }

        @Nullable
        String etag() {
            return headers.firstValue("ETag").orElse(null);
        }

        /** The last part of the problem's type, or nothing. */
        String problem() {
            return json().path("type").asText("").replace("/problems/", "");
        }
    }

    private final HttpClient client;
    private final URI server;

    /** @param server without a slash at the end */
    Wire(URI server) {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** @throws IOException when no answer came */
    Answer send(Call call) throws IOException {
        var begun = System.nanoTime();
        try {
            return answer(client.send(request(call), BodyHandlers.ofByteArray()), begun);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** @param begun {@link System#nanoTime} from when the answer is timed */
    CompletableFuture<Answer> later(Call call, long begun) {
        return client.sendAsync(request(call), BodyHandlers.ofByteArray())
                .thenApply(response -> answer(response, begun));
    }

    private static Answer answer(HttpResponse<byte[]> response, long begun) {
        return new Answer(
                response.statusCode(),
                response.headers(),
                response.body(),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private HttpRequest request(Call call) {
        var prefix = call.path().startsWith("/oauth2/") || call.path().startsWith("//") ? "" : "/api/v1";
        var path = call.path().startsWith("//") ? call.path().substring(1) : call.path();
        var request = HttpRequest.newBuilder(URI.create(server + prefix + path))
                .timeout(TIMEOUT)
                .method(
                        call.method(),
                        call.body().length == 0 && call.reads()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(call.body()));
        header(request, "Authorization", call.token() == null ? null : "Bearer " + call.token());
        header(
                request,
                "Idempotency-Key",
                call.key() == null ? null : call.key().toString());
        header(request, "If-Match", call.etag());
        header(request, "Content-Type", call.type());
        return request.build();
    }

    private static void header(HttpRequest.Builder request, String name, @Nullable String value) {
        if (value != null) {
            request.header(name, value);
        }
    }

    static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
