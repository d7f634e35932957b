package qinqing.verify.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends requests as they are, once each: what a client that hides retries would make invisible has to be seen here. */
final class Desk {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI server;

    Desk(URI server) {
        this.server = server;
    }

    /**
     * What came back.
     *
     * @param status 0 when nothing did: it may have been done or not
     */
    record Reply(int status, byte[] body, @Nullable String etag, long begun, long ended) {

        /** Too many at once: nothing was done, and it may be asked again (R10). */
        boolean isTurnedAway() {
            return status == 429 || status == 503;
        }

        boolean isDone() {
            return status >= 200 && status < 300;
        }

        JsonNode json() {
            try {
                return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (IOException notJson) {
                return MissingNode.getInstance();
            }
        }

        /** Status, version and every byte of the body. */
        boolean sameAs(Reply other) {
            return status == other.status
                    && Arrays.equals(body, other.body)
                    && String.valueOf(etag).equals(String.valueOf(other.etag));
        }

        @Override
        public String toString() {
            return status + " " + json().path("type").asText("");
        }
    }

    /** A request, to be sent as often as wanted. */
    record Letter(
            String method,
            String path,
            String token,
            @Nullable Object body,
            @Nullable String key,
            @Nullable String version) {

        Letter with(Object otherBody) {
            return new Letter(method, path, token, otherBody, key, version);
        }
    }

    static Letter get(String path, String token) {
        return new Letter("GET", path, token, null, null, null);
    }

    static Letter put(String path, String token, Object body, String version) {
        return new Letter("PUT", path, token, body, null, version);
    }

    /** Asks again when it was turned away. */
    Reply sendPatiently(Letter letter) {
        var reply = send(letter);
        for (var tries = 0; reply.isTurnedAway() && tries < TRIES; tries++) {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            reply = send(letter);
        }
        return reply;
    }

    Reply send(Letter letter) {
        var request = HttpRequest.newBuilder(URI.create(server + "/api/v1" + letter.path()))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json")
                .method(letter.method(), letter.body() == null ? BodyPublishers.noBody() : json(letter.body()));
        if (!letter.token().isEmpty()) {
            request.header("Authorization", "Bearer " + letter.token());
        }
        if (letter.body() != null) {
            request.header("Content-Type", "application/json");
        }
        if (letter.key() != null) {
            request.header("Idempotency-Key", letter.key());
        }
        if (letter.version() != null) {
            request.header("If-Match", letter.version());
        }
        var begun = System.nanoTime();
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(
                    answer.statusCode(),
                    answer.body(),
                    answer.headers().firstValue("ETag").orElse(null),
                    begun,
                    System.nanoTime());
        } catch (IOException gone) {
            return new Reply(0, new byte[0], null, begun, Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
