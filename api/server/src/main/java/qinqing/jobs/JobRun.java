package qinqing.jobs;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * One attempt at a job, in the hands of its {@link JobKind}. Used by one thread. Whatever it writes goes through {@link
 * #inTransaction}, which keeps nothing once another worker has taken over.
 */
public final class JobRun {
    private final JobQueue queue;
    private final JobQueue.Begun begun;
    private final BooleanSupplier shuttingDown;
    private long done;
    private long total;
    private boolean inTransaction;

    JobRun(JobQueue queue, JobQueue.Begun begun, BooleanSupplier shuttingDown) {
        this.queue = queue;
        this.begun = begun;
        this.shuttingDown = shuttingDown;
        this.done = begun.done();
        this.total = begun.total();
    }

    public UUID id() {
        return begun.id();
    }

    /** 1 for the first attempt; grows with each one, for whatever reason it was begun. */
    public int attempt() {
        return begun.attempt();
    }

    /** Assignment of whoever asked for it. */
    public Optional<UUID> requestedBy() {
        return Optional.ofNullable(begun.requestedBy());
    }

    public Optional<UUID> unitId() {
        return Optional.ofNullable(begun.unitId());
    }

    /** How far an earlier attempt said it had come. */
    public long done() {
        return done;
    }

    public long total() {
        return total;
    }

    /** For reading, and for copying into tables of this attempt alone. Nothing else may be written through it. */
    public DataSource dataSource() {
        return queue.dataSource();
    }

    /**
     * One page of work: committed together with its progress if this attempt still holds the job, otherwise rolled
     * back. Between two statements no more than {@link JobQueue#IDLE_LIMIT} may pass, since a frozen worker must not
     * keep its locks.
     *
     * @throws LostRunException when another worker has taken over
     */
    public <T> T inTransaction(Transaction<T> work) throws SQLException {
        inTransaction = true;
        try {
            return queue.inTransaction(connection -> {
                T result = work.run(connection);
                queue.holdOn(connection, begun, done, total);
                return result;
            });
        } finally {
            inTransaction = false;
        }
    }

    /** As {@link #inTransaction}, without a result. */
    public void step(Transaction.Step work) throws SQLException {
        inTransaction(connection -> {
            work.run(connection);
            return attempt();
        });
    }

    /** Says how far the work is: with the present transaction when inside one, otherwise at once. */
    public void progress(long done, long total) throws SQLException {
        this.done = done;
        this.total = total;
        if (!inTransaction) {
            queue.inTransaction(connection -> {
                queue.holdOn(connection, begun, done, total);
                return done;
            });
        }
    }

    /**
     * True when the work should end with {@link Outcome#stopped()}: somebody cancelled it, this process is going down,
     * or the job has another worker. Asks the database: call it once per page.
     */
    public boolean shouldStop() throws SQLException {
        return shuttingDown.getAsBoolean() || queue.shouldStop(begun);
    }
}
