package qinqing.jobs;

import java.time.Duration;
import qinqing.jobs.Transaction.Step;
import qinqing.problem.Text;

/** How one attempt at a job ended. An exception instead means: try again later, with growing pauses. */
public sealed interface Outcome {

    /**
     * The job is finished.
     *
     * @param last done in the very transaction that marks the job SUCCEEDED: here results become visible, all or none
     */
    record Done(Step last) implements Outcome {}

    /** Nothing to do yet: run it again after {@code pause}. It doesn't count as a failure. */
    record Snooze(Duration pause) implements Outcome {}

    /**
     * The job failed for good, trying again is of no use.
     *
     * @param code UPPER_SNAKE, for programs
     * @param detail for people, without personal data
     */
    record Fail(String code, Text detail) implements Outcome {}

    /** The answer to {@link JobRun#shouldStop()}: CANCELLED when somebody asked for that, otherwise queued again. */
    record Stopped() implements Outcome {}

    static Outcome done() {
        return new Done(connection -> {});
    }

    static Outcome done(Step last) {
        return new Done(last);
    }

    static Outcome snooze(Duration pause) {
        return new Snooze(pause);
    }

    static Outcome fail(String code, Text detail) {
        return new Fail(code, detail);
    }

    static Outcome stopped() {
        return new Stopped();
    }
}
