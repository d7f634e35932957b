package qinqing.jobs;

import java.time.Duration;

/**
 * Work that comes back: reminders, counting of display days, sealing. A CDI bean; of all processes on one database
 * only one runs it at a time. Pauses are measured in real time, whatever the injected {@link java.time.Clock} says.
 */
public interface RecurringJob {

    /** Stable dotted name such as {@code deadline.reminders}. */
    String name();

    /** Pause between the end of one run and the start of the next, at least 500 ms. */
    Duration every();

    /**
     * Runs on a worker thread, where blocking is fine.
     *
     * @throws Exception is logged without its message; the next run comes as usual
     */
    void run() throws Exception;
}
