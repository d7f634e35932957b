package qinqing.jobs;

import java.util.Set;

/**
 * Where a job stands, the same for every kind.
 *
 * <pre>
 * QUEUED ⇄ RUNNING → SUCCEEDED | FAILED
 *    └────────┴────→ CANCELLED      (QUEUED → FAILED: its requester lost the right before it began)
 * </pre>
 */
public enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** States that may follow this one. */
    public Set<JobState> next() {
        return switch (this) {
            case QUEUED -> Set.of(RUNNING, FAILED, CANCELLED);
            case RUNNING -> Set.of(QUEUED, SUCCEEDED, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, CANCELLED -> Set.of();
        };
    }

    public boolean isOver() {
        return next().isEmpty();
    }
}
