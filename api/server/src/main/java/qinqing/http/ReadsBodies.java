package qinqing.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Objects;
import qinqing.problem.EarlyProblems;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * Takes in a request's whole body before anything is done for it, so that somebody who sends a byte now and then holds nothing
 * but a little memory (S21). Files are read by {@link Uploads} as they come.
 */
@ApplicationScoped
class ReadsBodies {
    /** Inside {@link SendsSafeHeaders}, outside {@link AdmitsRequests}. */
    private static final int PRIORITY = 900_001;

    private final Admission admission;
    private final EarlyProblems problems;

    ReadsBodies(Admission admission, EarlyProblems problems) {
        this.admission = admission;
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, PRIORITY);
    }

    private void read(RoutingContext routing) {
        var request = routing.request();
        var coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null) {
            // it may have come with a length, which Netty has dropped by now: whatever hides behind the body is not a
            // request (RFC 9112, 6.1)
            closeAfterwards(routing);
        }
        if (coding != null && !coding.strip().equalsIgnoreCase("chunked") || isCrooked(request)) {
            refuse(routing, ProblemType.MALFORMED_REQUEST);
        } else if (!hasBody(request) || isForm(request)) {
            routing.next();
        } else if (announced(request) > admission.largestBody()) {
            refuse(routing, ProblemType.TOO_LARGE);
        } else {
            new Arrival(routing).begin();
        }
    }

    /** A name with a blank is another header to some, "Transfer-Encoding" to others (RFC 9112, 5.1). */
    private static boolean isCrooked(HttpServerRequest request) {
        return request.method() != HttpMethod.GET
                && request.headers().names().stream()
                        .anyMatch(name -> name.chars().anyMatch(letter -> letter <= ' ' || letter > '~'));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return announced(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** What Netty let through is a number. */
    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    /** A form with a file. */
    static boolean isForm(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_TYPE), "")
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/form-data");
    }

    /** The rest of the body is not waited for. */
    private void refuse(RoutingContext routing, ProblemType type) {
        closeAfterwards(routing);
        problems.end(routing, new ProblemException(type));
    }

    static void closeAfterwards(RoutingContext routing) {
        if (routing.request().version() != HttpVersion.HTTP_2) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            routing.addEndHandler(end -> routing.request().connection().close());
        }
    }

    /** One body on its way; all on the request's event loop. */
    private final class Arrival {
        private final RoutingContext routing;
        private final Buffer body = Buffer.buffer();
        private final long timer;
        private boolean over;

        Arrival(RoutingContext routing) {
            this.routing = routing;
            this.timer = routing.vertx()
                    .setTimer(admission.bodyWithin().toMillis(), late -> end(ProblemType.REQUEST_TIMEOUT));
        }

        void begin() {
            var request = routing.request();
            request.handler(this::take);
            request.endHandler(end -> complete());
            request.exceptionHandler(gone -> giveUp());
            if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                routing.response().writeContinue();
            }
            request.resume();
        }

        private void take(Buffer piece) {
            if (over) {
                return;
            }
            if (body.length() + piece.length() > admission.largestBody()) {
                end(ProblemType.TOO_LARGE);
            } else {
                body.appendBuffer(piece);
            }
        }

        private void complete() {
            if (giveUp()) {
                ((RoutingContextInternal) routing).setBody(body);
                routing.next();
            }
        }

        private void end(ProblemType type) {
            if (giveUp()) {
                refuse(routing, type);
            }
        }

        /** @return false when it was over already */
        private boolean giveUp() {
            if (over) {
                return false;
            }
            over = true;
            routing.vertx().cancelTimer(timer);
            return true;
        }
    }
}
