package qinqing.publicity;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps public answers until something public changes, in this process or another: each process asks the database a few times a
 * second which change was the last. While it can't ask, nothing kept is given out, so that a retracted name never outlives its
 * second.
 */
@ApplicationScoped
public class PublicAnswers {
    private static final Logger LOG = Logger.getLogger(PublicAnswers.class);
    private static final long ASK_EVERY_MILLIS = 200;
    /** Together with the pause between two questions it stays below a second. */
    private static final long TRUSTED_FOR = TimeUnit.MILLISECONDS.toNanos(700);

    private static final int ANSWERS = 2_000;
    private static final long BYTES = 64L << 20;

    private record Known(long version, LocalDate day) {}

    private final DataSource database;
    private final Clock clock;
    private final Map<String, PublicAnswer> kept = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong generation = new AtomicLong();
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("publicity-changes").factory());
    private volatile long askedAt = System.nanoTime() - TRUSTED_FOR - 1;
    private volatile @Nullable Known known;
    private volatile Instant since;

    PublicAnswers(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.since = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        asker.scheduleWithFixedDelay(this::ask, 0, ASK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        asker.shutdownNow();
    }

    /** The answer under this name, made if it isn't there. */
    public Uni<PublicAnswer> get(String name, Supplier<Uni<PublicAnswer>> make) {
        var found = find(name);
        if (found != null) {
            return Uni.createFrom().item(found);
        }
        long begun = generation.get();
        return make.get().invoke(made -> keep(name, made, begun));
    }

    /** The answer under this name if it may be given out right now. */
    @Nullable
    PublicAnswer find(String name) {
        return System.nanoTime() - askedAt < TRUSTED_FOR ? kept.get(name) : null;
    }

    /** When what is shown began to be so: for lists, from which things also vanish. */
    public Instant since() {
        return since;
    }

    /** After a change of one's own, so that who made it sees it at once. */
    void forget() {
        generation.incrementAndGet();
        since = clock.instant();
        kept.clear();
        bytes.set(0);
    }

    /** What was read before a change must not be kept after it. */
    private void keep(String name, PublicAnswer made, long begun) {
        if (kept.size() >= ANSWERS || bytes.get() > BYTES) {
            forget();
            return;
        }
        if (generation.get() == begun && kept.put(name, made) == null) {
            bytes.addAndGet(made.size());
        }
        if (generation.get() != begun) {
            kept.remove(name, made);
        }
    }

    private void ask() {
        try {
            long asked = System.nanoTime();
            var now = new Known(version(), DisplayClock.day(clock.instant()));
            if (!now.equals(known)) {
                forget();
                known = now;
            }
            askedAt = asked;
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("the last public change is not known: %s", e.getClass().getName());
        }
    }

    private long version() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select coalesce(sum(version), 0) from publicity_change")) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
