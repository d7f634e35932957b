package qinqing.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

/** Makes one attempt at a job of one kind: begins it, lets the kind work, and writes how it ended. */
final class Attempt {

    /** What becomes of the queue's row. */
    sealed interface Next {}

    record Over() implements Next {}

    record Again(Duration pause) implements Next {}

    record Lost() implements Next {}

    /** A job whose workers keep dying is ended, since it may be what kills them. */
    static final int MOST_ATTEMPTS = 100;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(Attempt.class);

    private sealed interface Start {}

    private record Begun(JobQueue.Begun job) implements Start {}

    private record NotBegun() implements Start {}

    private final JobQueue queue;
    private final JobKind kind;
    private final List<RequesterRights> rights;
    private final BooleanSupplier shuttingDown;

    Attempt(JobQueue queue, JobKind kind, List<RequesterRights> rights, BooleanSupplier shuttingDown) {
        this.queue = queue;
        this.kind = kind;
        this.rights = rights;
        this.shuttingDown = shuttingDown;
    }

    /** @throws SQLException when the database can't be reached; the job stays RUNNING and is taken up again */
    Next make(UUID id) throws SQLException {
        return switch (queue.inTransaction(connection -> begin(connection, id))) {
            case NotBegun() -> new Over();
            case Begun(JobQueue.Begun job) -> work(job);
        };
    }

    private Start begin(Connection connection, UUID id) throws SQLException {
        var found = queue.lock(connection, id);
        if (found.isEmpty() || found.get().state().isOver()) {
            return new NotBegun();
        }
        var job = found.get();
        if (job.cancelRequested()) {
            return giveUp(connection, id, job, JobState.CANCELLED, null);
        }
        if (job.attempt() >= MOST_ATTEMPTS) {
            return giveUp(connection, id, job, JobState.FAILED, Refusal.WORKERS_DIED);
        }
        if (!mayStillRun(connection, job)) {
            return giveUp(connection, id, job, JobState.FAILED, Refusal.NOT_ALLOWED_ANY_MORE);
        }
        return new Begun(queue.begin(connection, id, job));
    }

    private Start giveUp(
            Connection connection, UUID id, JobQueue.Locked job, JobState state, Job.@Nullable Failure failure)
            throws SQLException {
        kind.gaveUp(connection, id, state);
        var last = new JobQueue.Begun(
                id, job.attempt(), job.failures(), job.requestedBy(), job.unitId(), job.done(), job.total());
        queue.end(connection, last, state, failure);
        return new NotBegun();
    }

    private boolean mayStillRun(Connection connection, JobQueue.Locked job) throws SQLException {
        var requester = job.requestedBy();
        if (requester == null) {
            return true;
        }
        for (var right : rights) {
            if (!right.stillHeld(connection, requester, job.unitId())) {
                return false;
            }
        }
        return true;
    }

    private Next work(JobQueue.Begun job) throws SQLException {
        try {
            var outcome = kind.run(new JobRun(queue, job, shuttingDown));
            return conclude(job, outcome);
        } catch (LostRunException e) {
            LOG.infof("%s", e.getMessage());
            return new Lost();
        } catch (Exception e) {
            LOG.warnf("%s %s attempt %d: %s", kind.name(), job.id(), job.attempt(), kindOf(e));
            return failed(job);
        }
    }

    private Next conclude(JobQueue.Begun job, Outcome outcome) throws SQLException {
        return switch (outcome) {
            case Outcome.Done(Transaction.Step last) ->
                queue.inTransaction(connection -> {
                    last.run(connection);
                    queue.end(connection, job, JobState.SUCCEEDED, null);
                    return new Over();
                });
            case Outcome.Fail(String code, Text detail) -> end(job, JobState.FAILED, new Job.Failure(code, detail));
            case Outcome.Snooze(Duration pause) -> again(job, pause, false);
            case Outcome.Stopped() ->
                queue.inTransaction(connection -> queue.cancelRequested(connection, job.id()))
                        ? end(job, JobState.CANCELLED, null)
                        : again(job, SOON, false);
        };
    }

    private Next failed(JobQueue.Begun job) throws SQLException {
        try {
            return job.failures() + 1 >= kind.mostFailures()
                    ? end(job, JobState.FAILED, Refusal.TRIED_IN_VAIN)
                    : again(job, pauseAfter(job.failures() + 1), true);
        } catch (LostRunException e) {
            return new Lost();
        }
    }

    private Next end(JobQueue.Begun job, JobState state, Job.@Nullable Failure failure) throws SQLException {
        return queue.inTransaction(connection -> {
            kind.gaveUp(connection, job.id(), state);
            queue.end(connection, job, state, failure);
            return new Over();
        });
    }

    private Next again(JobQueue.Begun job, Duration pause, boolean failed) throws SQLException {
        queue.queueAgain(job, failed);
        return new Again(pause);
    }

    /** 1, 2, 4, 8 … seconds. */
    static Duration pauseAfter(int failures) {
        var pause = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** Classes and place of an exception; its message may quote data. */
    static String kindOf(Throwable thrown) {
        var causes = Stream.iterate(thrown, t -> t != null, Throwable::getCause).toList();
        var classes = causes.stream().map(t -> t.getClass().getName()).collect(Collectors.joining(" < "));
        var place = causes.stream()
                .flatMap(t -> Stream.of(t.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith("qinqing."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("?");
        return classes + " at " + place;
    }

    /** Endings that are the same for every kind. */
    private static final class Refusal {
        static final Job.Failure WORKERS_DIED = new Job.Failure(
                "WORKERS_DIED",
                new Text("处理程序多次异常退出，任务已停止，请联系管理员", "Its workers died again and again; please tell the administrator"));
        static final Job.Failure NOT_ALLOWED_ANY_MORE = new Job.Failure(
                "NOT_ALLOWED_ANY_MORE", new Text("提交人已无权执行此任务", "Whoever asked for it is not allowed to any more"));
        static final Job.Failure TRIED_IN_VAIN = new Job.Failure(
                "TRIED_IN_VAIN",
                new Text("多次尝试仍未成功，请联系管理员", "It failed again and again; please tell the administrator"));

        private Refusal() {}
    }
}
