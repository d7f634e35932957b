package qinqing.jobs;

import java.util.UUID;

/** This worker was given up for dead and another one has the job now: nothing it does may be kept (R3). */
public final class LostRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRunException(UUID jobId, int attempt) {
        super("attempt " + attempt + " of job " + jobId + " is over");
    }
}
