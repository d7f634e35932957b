package qinqing.verify;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What a figure of time is worth on this machine at the moment. */
final class Machine {
    /** Threads that want a processor, for each that there is; a harness itself brings about two. */
    private static final double BUSY = 4;

    private Machine() {}

    /**
     * A bound of time. On a machine that is busy with other work it is measured and said, but not judged: the figure would be the
     * machine's.
     */
    static void expect(Rows rows, boolean holds, String fault) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        if (holds || system.getSystemLoadAverage() < BUSY * system.getAvailableProcessors()) {
            rows.expect(holds, fault);
        } else {
            rows.say(String.format(
                    Locale.ROOT,
                    "not judged, on a machine with load %.0f on %d processors: %s",
                    system.getSystemLoadAverage(),
                    system.getAvailableProcessors(),
                    fault));
        }
    }
}
