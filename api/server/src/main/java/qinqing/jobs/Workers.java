package qinqing.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The threads of one process that work the queue. Heartbeats, polling and pauses follow the machine's own clock; the
 * injected one, which a demonstration may move, only dates what people see.
 */
final class Workers implements AutoCloseable {
    static final Duration HEARTBEAT = Duration.ofSeconds(1);
    static final int MISSED_HEARTBEATS = 4;
    static final Duration POLL = Duration.ofMillis(250);
    static final int RECURRING_THREADS = 2;

    private static final Duration POLL_RECURRING = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** A kind that left the code keeps its queue rows this long; a rolling upgrade must not lose a newer one's. */
    private static final Duration KEEP_UNKNOWN = Duration.ofDays(3650);

    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final Scheduler jobs;
    private final Scheduler recurring;
    private volatile boolean closing;

    /**
     * @param name unique among the processes on this database
     * @param threads jobs that run at the same time
     */
    Workers(
            String name,
            int threads,
            DataSource dataSource,
            Clock clock,
            List<JobKind> kinds,
            List<RecurringJob> recurringJobs,
            List<RequesterRights> rights) {
        var queue = new JobQueue(dataSource, clock);
        var tasks = new ArrayList<Task<?>>();
        for (var kind : kinds) {
            var attempt = new Attempt(queue, kind, rights, () -> closing);
            tasks.add(task(kind.name(), attempt));
        }
        // A busy county may fill every thread with matching runs; reminders and sealing have threads of their own.
        this.jobs = common(Scheduler.create(dataSource, tasks), name)
                .threads(threads)
                .pollingInterval(POLL)
                .build();
        List<RecurringTask<Void>> returning =
                recurringJobs.stream().map(Workers::task).toList();
        this.recurring = common(Scheduler.create(dataSource, List.of()), name)
                .tableName("recurring_tasks")
                .startTasks(returning)
                .threads(RECURRING_THREADS)
                .pollingInterval(POLL_RECURRING)
                .build();
    }

    private static SchedulerBuilder common(SchedulerBuilder builder, String name) {
        return builder.schedulerName(new SchedulerName.Fixed(name))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(KEEP_UNKNOWN)
                .shutdownMaxWait(STOP_WITHIN)
                // never more than there are threads for: what waits behind a long run would miss its heartbeats
                .pollUsingLockAndFetch(0.5, 1.0)
                // messages and traces may quote data; Attempt logs what may be logged
                .failureLogging(LogLevel.OFF, false);
    }

    private static Task<Void> task(String name, Attempt attempt) {
        return Tasks.custom(name, Void.class)
                .onDeadExecutionRevive()
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(RETRY_AFTER)))
                .execute((instance, context) -> after(make(attempt, UUID.fromString(instance.getId()))));
    }

    private static Attempt.Next make(Attempt attempt, UUID id) {
        try {
            return attempt.make(id);
        } catch (SQLException e) {
            LOG.errorf("job %s could not be written: %s", id, Attempt.kindOf(e));
            throw new IllegalStateException(e);
        }
    }

    private static CompletionHandler<Void> after(Attempt.Next next) {
        return switch (next) {
            case Attempt.Over() -> (complete, operations) -> operations.remove();
            case Attempt.Again(Duration pause) ->
                (complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(pause));
            // the queue row belongs to another worker already
            case Attempt.Lost() -> (complete, operations) -> {};
        };
    }

    private static RecurringTask<Void> task(RecurringJob job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.every())).execute((instance, context) -> {
            try {
                job.run();
            } catch (Exception e) {
                LOG.errorf("recurring job %s: %s", job.name(), Attempt.kindOf(e));
            }
        });
    }

    void start() {
        jobs.start();
        recurring.start();
    }

    /** Asks running jobs to stop after their page, waits a while for them, and leaves the rest to other workers. */
    @Override
    public void close() {
        closing = true;
        recurring.stop();
        jobs.stop();
    }
}
