package qinqing.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

/** What a worker reads and writes of a job; each write names the attempt and changes nothing once that is over. */
final class JobQueue {
    /** A frozen worker (SIGSTOP, a paused machine) loses its open transaction, and with it its locks, after this. */
    static final Duration IDLE_LIMIT = Duration.ofSeconds(6);

    /**
     * A job as a worker began it.
     *
     * @param done progress of the attempt before
     */
    record Begun(
            UUID id,
            int attempt,
            int failures,
            @Nullable UUID requestedBy,
            @Nullable UUID unitId,
            long done,
            long total) {}

    /** A job's row while it is locked. */
    record Locked(
            JobState state,
            int attempt,
            int failures,
            boolean cancelRequested,
            @Nullable UUID requestedBy,
            @Nullable UUID unitId,
            long done,
            long total) {}

    private final DataSource dataSource;
    private final Clock clock;

    JobQueue(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    DataSource dataSource() {
        return dataSource;
    }

    <T> T inTransaction(Transaction<T> work) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                limitIdleTime(connection);
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            because.addSuppressed(gone);
        }
    }

    private static void limitIdleTime(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement("select set_config('idle_in_transaction_session_timeout', ?, true)")) {
            statement.setString(1, Long.toString(IDLE_LIMIT.toMillis()));
            statement.execute();
        }
    }

    Optional<Locked> lock(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select state, attempt, failures, cancel_requested, requested_by, unit_id, done, total
                from job where id = ? for update""")) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Locked(
                        JobState.valueOf(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getBoolean(4),
                        row.getObject(5, UUID.class),
                        row.getObject(6, UUID.class),
                        row.getLong(7),
                        row.getLong(8)));
            }
        }
    }

    /** The next attempt begins; from here on every write of the one before is refused. */
    Begun begin(Connection connection, UUID id, Locked job) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update job set state = 'RUNNING', attempt = attempt + 1, started_at = coalesce(started_at, ?)
                where id = ?""")) {
            statement.setObject(1, now());
            statement.setObject(2, id);
            statement.executeUpdate();
        }
        return new Begun(
                id, job.attempt() + 1, job.failures(), job.requestedBy(), job.unitId(), job.done(), job.total());
    }

    /**
     * The fence (R3). It comes last in a transaction, so that the row is locked for a moment only and the next worker
     * can begin while a frozen one still has a transaction open.
     *
     * @throws LostRunException when the attempt is over
     */
    void holdOn(Connection connection, Begun begun, long done, long total) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update job set done = ?, total = ? where id = ? and attempt = ? and state = 'RUNNING'")) {
            statement.setLong(1, done);
            statement.setLong(2, total);
            guarded(statement, 3, begun);
        }
    }

    void queueAgain(Begun begun, boolean failed) throws SQLException {
        inTransaction(connection -> {
            try (var statement = connection.prepareStatement("""
                    update job set state = 'QUEUED', failures = failures + ?
                    where id = ? and attempt = ? and state = 'RUNNING'""")) {
                statement.setInt(1, failed ? 1 : 0);
                guarded(statement, 2, begun);
            }
            return begun;
        });
    }

    void end(Connection connection, Begun begun, JobState state, Job.@Nullable Failure failure) throws SQLException {
        try (var statement = connection.prepareStatement("""
                update job set state = ?, finished_at = ?, failure_code = ?, failure_zh = ?, failure_en = ?,
                               done = case when ? then greatest(done, total) else done end
                where id = ? and attempt = ? and state in ('QUEUED', 'RUNNING')""")) {
            statement.setString(1, state.name());
            statement.setObject(2, now());
            statement.setString(3, failure == null ? null : failure.code());
            Text detail = failure == null ? null : failure.detail();
            statement.setString(4, detail == null ? null : detail.zh());
            statement.setString(5, detail == null ? null : detail.en());
            statement.setBoolean(6, state == JobState.SUCCEEDED);
            guarded(statement, 7, begun);
        }
    }

    boolean shouldStop(Begun begun) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(
                        "select cancel_requested or attempt <> ? or state <> 'RUNNING' from job where id = ?")) {
            statement.setInt(1, begun.attempt());
            statement.setObject(2, begun.id());
            try (var row = statement.executeQuery()) {
                return !row.next() || row.getBoolean(1);
            }
        }
    }

    boolean cancelRequested(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement("select cancel_requested from job where id = ?")) {
            statement.setObject(1, id);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void guarded(PreparedStatement statement, int from, Begun begun) throws SQLException {
        statement.setObject(from, begun.id());
        statement.setInt(from + 1, begun.attempt());
        if (statement.executeUpdate() == 0) {
            throw new LostRunException(begun.id(), begun.attempt());
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
