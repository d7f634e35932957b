package qinqing.jobs;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import qinqing.tenant.Tenancy;

/**
 * Asks for background work, stops it, and tells how far it is. A job and its queue row are written by the transaction
 * of the domain row, so there is never one without the other (R4).
 */
@Singleton
public class Jobs {
    static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** Proxies close a connection that stays silent for long. */
    static final Duration REPEAT_AFTER = Duration.ofSeconds(15);

    private static final String ENQUEUE = """
            with wanted as (
                insert into job (id, kind, requested_by, unit_id, state, queued_at)
                values (%s, %s, %s, %s, 'QUEUED', %s)
                returning id, kind)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select kind, id::text, now(), false, 1 from wanted""";
    private static final String ENQUEUE_REACTIVE = ENQUEUE.formatted(
            "cast(:id as uuid)",
            ":kind",
            "cast(nullif(:requestedBy, '') as uuid)",
            "cast(nullif(:unitId, '') as uuid)",
            ":queuedAt");
    private static final String ENQUEUE_JDBC = ENQUEUE.formatted("?", "?", "?", "?", "?");

    private final Pool pool;
    private final Clock clock;
    private final Instance<WatcherRights> watchers;

    Jobs(@ReactiveDataSource("statements") Pool pool, Clock clock, Instance<WatcherRights> watchers) {
        this.pool = pool;
        this.clock = clock;
        this.watchers = watchers;
    }

    /** Within the present reactive transaction; a worker begins it within half a second after the commit. */
    public Uni<Void> enqueue(JobTicket ticket) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(ENQUEUE_REACTIVE)
                        .setParameter("id", ticket.id().toString())
                        .setParameter("kind", ticket.kind())
                        .setParameter("requestedBy", text(ticket.requestedBy()))
                        .setParameter("unitId", text(ticket.unitId()))
                        .setParameter("queuedAt", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The same on the JDBC transaction of a job that asks for another one. */
    public void enqueue(Connection connection, JobTicket ticket) throws SQLException {
        try (var statement = connection.prepareStatement(ENQUEUE_JDBC)) {
            statement.setObject(1, ticket.id());
            statement.setString(2, ticket.kind());
            statement.setObject(3, ticket.requestedBy(), Types.OTHER);
            statement.setObject(4, ticket.unitId(), Types.OTHER);
            statement.setObject(5, OffsetDateTime.now(clock));
            statement.executeUpdate();
        }
    }

    /**
     * Asks a job to stop, within the present reactive transaction. A waiting one ends at once, a running one after its
     * present page.
     *
     * @return false when it was over already
     */
    public Uni<Boolean> cancel(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                update job set cancel_requested = true
                                where id = cast(:id as uuid) and state in ('QUEUED', 'RUNNING')""")
                        .setParameter("id", id.toString())
                        .executeUpdate()
                        .call(() -> session.createNativeQuery("""
                                update scheduled_tasks set execution_time = least(execution_time, now())
                                from job
                                where job.id = cast(:id as uuid) and task_name = job.kind
                                  and task_instance = job.id::text and not picked""")
                                .setParameter("id", id.toString())
                                .executeUpdate()))
                .map(changed -> changed > 0);
    }

    /** A job as last committed. */
    public Uni<Optional<Job>> find(UUID id) {
        return Tenancy.asHouse(() -> pool.preparedQuery("""
                        select id, kind, state, attempt, done, total, cancel_requested, requested_by, unit_id,
                               started_at, finished_at, failure_code, failure_zh, failure_en
                        from job where id = $1""").execute(Tuple.of(id)))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(Job.of(rows.iterator().next())));
    }

    /**
     * The job whenever it changed, for Server-Sent Events; repeated when nothing changed for a while. Ends after the
     * last state, when the token that asked for it expires, and within a second of the right to it being taken away (S16).
     *
     * @param until expiry of the token
     */
    public Multi<Job> watch(UUID id, Instant until) {
        var left = Duration.between(clock.instant(), until);
        if (left.isNegative() || left.isZero()) {
            return Multi.createFrom().empty();
        }
        var rights = watchers.stream().map(WatcherRights::now).toList();
        Supplier<Uni<Boolean>> mayStillWatch = () -> all(rights);
        return Multi.createBy()
                .repeating()
                .uni(AtomicInteger::new, looks -> mayStillWatch
                        .get()
                        .chain(may -> may ? find(id) : Uni.createFrom().item(Optional.<Job>empty()))
                        .map(found -> new Look(found, looks.incrementAndGet())))
                .withDelay(LOOK_EVERY)
                .whilst(Look::goesOn)
                .select()
                .first(left)
                .skip()
                .repetitions()
                .onItem()
                .transformToIterable(look -> look.job().stream().toList());
    }

    private static Uni<Boolean> all(List<Supplier<Uni<Boolean>>> rights) {
        var held = Uni.createFrom().item(true);
        for (var right : rights) {
            held = held.chain(still -> still ? right.get() : Uni.createFrom().item(false));
        }
        return held;
    }

    /** Two looks are the same when nothing changed in between and it is too early to repeat it. */
    private record Look(Optional<Job> job, int round) {
        private static final int LOOKS_A_ROUND = (int) REPEAT_AFTER.dividedBy(LOOK_EVERY);

        Look {
            round /= LOOKS_A_ROUND;
        }

        boolean goesOn() {
            return job.map(found -> !found.state().isOver()).orElse(false);
        }
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
