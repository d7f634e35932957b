package qinqing.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Answers with a problem in front of the endpoints, where a refusal must cost next to nothing. */
@Singleton
public class EarlyProblems {
    private final ObjectMapper json;
    private final ProblemPages pages;

    EarlyProblems(ObjectMapper json, ProblemPages pages) {
        this.json = json;
        this.pages = pages;
    }

    /** Ends the answer, unless it has begun already. To be called on the request's event loop. */
    public void end(RoutingContext routing, ProblemException problem) {
        var response = routing.response();
        if (response.headWritten() || response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.type().status());
        var page = pages.of(problem, routing.normalizedPath(), routing.request().getHeader("Accept"));
        response.putHeader(
                "Content-Type", page.isPresent() ? ProblemPages.HTML : "application/problem+json;charset=UTF-8");
        response.putHeader("Cache-Control", "no-store");
        problem.retryAfter()
                .ifPresent(wait -> response.putHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        response.end(page.map(Buffer::buffer).orElseGet(() -> body(problem, routing)));
    }

    private Buffer body(ProblemException problem, RoutingContext routing) {
        try {
            return Buffer.buffer(
                    json.writeValueAsBytes(ProblemView.of(problem, routing.normalizedPath(), wanted(routing))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem could not be written", e);
        }
    }

    private static List<Locale> wanted(RoutingContext routing) {
        var header = routing.request().getHeader("Accept-Language");
        if (header == null) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .toList();
        } catch (IllegalArgumentException unreadable) {
            return List.of();
        }
    }
}
