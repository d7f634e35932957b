package qinqing.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** One kind of background work; a CDI bean of the feature that owns it. */
public interface JobKind {

    /** Stable dotted name such as {@code matching.run}; stored with every job, so it is never changed. */
    String name();

    /**
     * Does the work on a worker thread, where blocking is fine. A killed worker's job begins here again with the next
     * attempt: pick up what committed transactions left, or start over.
     *
     * @throws Exception to be tried again after a pause
     */
    Outcome run(JobRun run) throws Exception;

    /** How many attempts may end by an exception before the job is FAILED. */
    default int mostFailures() {
        return 5;
    }

    /**
     * Hears in the same transaction that the job ends without success.
     *
     * @param state FAILED or CANCELLED
     */
    default void gaveUp(Connection connection, UUID jobId, JobState state) throws SQLException {}
}
