package qinqing.launch;

import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that the demo may put forward, so that seven days of publicity pass in a moment (decisions: {@code demo} may
 * move {@code Clock}). Only the demo's own switch on the command line brings it in; a configuration file can't.
 */
final class DemoClock extends Clock {
    static final DemoClock INSTANCE = new DemoClock();
    /** System property that the demo sets for the server it starts. */
    static final String SWITCH = "qinqing.demo.clock";

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private DemoClock() {}

    static boolean isWanted() {
        return Boolean.getBoolean(SWITCH);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead.get());
    }

    /** {@code PUT /demo/clock?by=PT12H} on the management port: how far to go forward (ISO 8601); answers the time it is then. */
    static final class Route {
        private Route() {}

        void register(@Observes ManagementInterface management) {
            if (isWanted()) {
                management.router().put("/demo/clock").handler(call -> {
                    var by = Duration.parse(call.request().getParam("by"));
                    INSTANCE.ahead.accumulateAndGet(by, Duration::plus);
                    call.response().end(INSTANCE.instant().toString());
                });
            }
        }
    }
}
