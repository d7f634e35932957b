package qinqing.verify;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What a harness saw: a line per row of the promises, the count of its checks at the end. Safe for many threads. */
public final class Rows {

    private static final int FAULTS_SHOWN = 20;

    private final PrintStream out;
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    Rows(PrintStream out) {
        this.out = out;
    }

    /** One check that held. */
    public void pass() {
        passed.incrementAndGet();
    }

    /** Many checks that held. */
    public void pass(int checks) {
        passed.addAndGet(checks);
    }

    /** One check that did not hold; the first ones are printed, all are counted. */
    public void fail(String what) {
        if (failed.incrementAndGet() <= FAULTS_SHOWN) {
            say("FAULT  " + what);
        }
    }

    /** @param fault what is wrong when it does not hold; without personal data */
    public void expect(boolean holds, String fault) {
        if (holds) {
            pass();
        } else {
            fail(fault);
        }
    }

    /** The summary line of one row of {@code guarantees.md}: its number, what was done and the figure seen. */
    public void row(String id, String figure, Object... values) {
        say(String.format(Locale.ROOT, "%-4s %s", id, String.format(Locale.ROOT, figure, values)));
    }

    /** A line for whoever watches. */
    public synchronized void say(String line) {
        out.println(line);
    }

    int passed() {
        return passed.get();
    }

    int failed() {
        return failed.get();
    }
}
