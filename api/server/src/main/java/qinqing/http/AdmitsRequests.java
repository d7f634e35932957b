package qinqing.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import qinqing.problem.EarlyProblems;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/**
 * Lets in as many requests as the database can serve in good time and refuses the others before they cost anything; answers
 * for those that take too long (R7, R10). Each kind has a lane of its own, so that a flood of one leaves the others alone;
 * health and metrics are on another port and in none.
 */
@ApplicationScoped
class AdmitsRequests {
    private static final int PRIORITY = 900_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final Text FULL = new Text("访问人数过多，请稍后重试", "Too many requests at the moment, please try again");
    private static final Text LATE = new Text(
            "未能按时办结，结果未知；请用同一幂等键重试", "It took too long and may still be done; ask again with the same Idempotency-Key");

    private record Entrance(Lane lane, Counter refused, Counter late) {}

    private final Admission admission;
    private final EarlyProblems problems;
    private final Map<String, Entrance> entrances = new HashMap<>();

    AdmitsRequests(Admission admission, EarlyProblems problems, MeterRegistry meters) {
        this.admission = admission;
        this.problems = problems;
        admission.lanes().forEach((name, room) -> {
            var lane = new Lane(room.atOnce(), room.waiting());
            meters.gauge("qinqing.requests.inside", Tags.of("lane", name), lane, Lane::inside);
            entrances.put(
                    name,
                    new Entrance(
                            lane,
                            meters.counter("qinqing.requests.refused", "lane", name),
                            meters.counter("qinqing.requests.late", "lane", name)));
        });
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext routing) {
        var entrance = Objects.requireNonNull(entrances.get(laneOf(routing)));
        var visit = new Visit(routing, entrance);
        switch (entrance.lane().enter(visit)) {
            case INSIDE -> visit.begin(true);
            case WAITING -> visit.begin(false);
            case REFUSED -> {
                entrance.refused().increment();
                if (ReadsBodies.isForm(routing.request())) {
                    ReadsBodies.closeAfterwards(routing);
                }
                problems.end(routing, ProblemException.retryAfter(ProblemType.UNAVAILABLE, RETRY_AFTER, FULL));
            }
        }
    }

    private static String laneOf(RoutingContext routing) {
        var path = routing.normalizedPath();
        if (path.startsWith("/api/v1/clearance")) {
            return "clearance";
        }
        if (path.startsWith("/api/v1/public/") || !path.startsWith("/api/") && !path.startsWith("/oauth2/")) {
            return "public";
        }
        return ReadsBodies.isForm(routing.request()) ? "upload" : "work";
    }

    /** Zero for a file, which takes as long as its sender's line. */
    private Duration deadline(RoutingContext routing) {
        var method = routing.request().method();
        if (ReadsBodies.isForm(routing.request())) {
            return Duration.ZERO;
        }
        if (admission.bulk().matcher(routing.normalizedPath()).matches()) {
            return admission.bulkWithin();
        }
        return method == HttpMethod.GET || method == HttpMethod.HEAD ? admission.readWithin() : admission.writeWithin();
    }

    /** One request from its admission to the end of its answer; all on its own event loop. */
    private final class Visit implements Lane.Visitor {
        private static final long NONE = -1;

        private final RoutingContext routing;
        private final Entrance entrance;
        private final Context context;
        private long timer = NONE;
        private boolean inside;
        private boolean over;

        Visit(RoutingContext routing, Entrance entrance) {
            this.routing = routing;
            this.entrance = entrance;
            this.context = routing.vertx().getOrCreateContext();
        }

        void begin(boolean inside) {
            this.inside = inside;
            var deadline = deadline(routing);
            if (!deadline.isZero()) {
                timer = routing.vertx().setTimer(deadline.toMillis(), late -> answerLate());
            }
            routing.addEndHandler(end -> leave());
            routing.addHeadersEndHandler(head -> leaveIfStream());
            if (inside) {
                routing.next();
            } else if (ReadsBodies.isForm(routing.request())) {
                routing.request().pause(); // until somebody reads it
            }
        }

        /** Called from the event loop of whoever left. */
        @Override
        public void goOn() {
            context.runOnContext(turn -> {
                inside = true;
                if (over) {
                    entrance.lane().leave();
                } else {
                    routing.next();
                }
            });
        }

        private void answerLate() {
            if (!over && !routing.response().headWritten()) {
                entrance.late().increment();
                problems.end(routing, ProblemException.retryAfter(ProblemType.UNAVAILABLE, RETRY_AFTER, LATE));
            }
        }

        /** Events come as long as somebody listens, and cost little. */
        private void leaveIfStream() {
            var type = routing.response().headers().get(HttpHeaders.CONTENT_TYPE);
            if (type != null && type.startsWith("text/event-stream")) {
                leave();
            }
        }

        private void leave() {
            if (over) {
                return;
            }
            over = true;
            if (timer != NONE) {
                routing.vertx().cancelTimer(timer);
            }
            if (inside) {
                entrance.lane().leave();
            } else {
                entrance.lane().giveUp(this);
            }
        }
    }
}
