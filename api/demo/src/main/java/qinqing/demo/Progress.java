package qinqing.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress bars on a terminal; elsewhere one plain line per step and quarter, so that a log stays readable. */
public final class Progress {

    private static final int BAR = 28;
    private static final int TITLE = 26;
    private static final long BETWEEN_DRAWS = 80_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;

    Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** On standard output, drawn only when that is a terminal. */
    public static Progress onStandardOutput() {
        var console = System.console();
        return new Progress(System.out, console != null && console.isTerminal(), System::nanoTime);
    }

    /** @param total 0 when it is not known yet; {@link Step#of} can tell later */
    public Step start(String title, long total) {
        return new Step(title, total);
    }

    /** One step of the demo. May be advanced by many threads. */
    public final class Step implements AutoCloseable {

        private final String title;
        private final long begun = nanos.getAsLong();
        private long total;
        private long done;
        private long drawn;
        private long quarter;
        private boolean closed;

        private Step(String title, long total) {
            this.title = title;
            this.total = total;
            this.drawn = begun - BETWEEN_DRAWS;
            show();
        }

        public synchronized void of(long newTotal) {
            total = newTotal;
        }

        public synchronized void advance() {
            to(done + 1);
        }

        public synchronized void to(long newDone) {
            done = newDone;
            show();
        }

        /** Since the step began. */
        public double seconds() {
            return (nanos.getAsLong() - begun) / 1e9;
        }

        /** Ends the line with the count and the time; a second time does nothing. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                var count = total > 0
                        ? String.format(Locale.ROOT, "%,d/%,d", done, total)
                        : String.format(Locale.ROOT, "%,d", done);
                out.print((terminal ? "\r\u001b[2K" : "") + padded() + " " + count
                        + String.format(Locale.ROOT, "  %.1f s%n", seconds()));
                out.flush();
            }
        }

        private void show() {
            if (terminal) {
                draw();
            } else {
                tell();
            }
        }

        private void draw() {
            var now = nanos.getAsLong();
            if (now - drawn < BETWEEN_DRAWS) {
                return;
            }
            drawn = now;
            var full = total > 0 ? (int) Math.min(BAR, done * BAR / total) : 0;
            out.print("\r\u001b[2K" + padded() + " " + "█".repeat(full) + "░".repeat(BAR - full)
                    + String.format(Locale.ROOT, " %,d", done)
                    + (total > 0 ? String.format(Locale.ROOT, "/%,d", total) : ""));
            out.flush();
        }

        /** At a quarter, a half and three quarters; the end is told by {@link #close}. */
        private void tell() {
            var now = total > 0 ? Math.min(3, done * 4 / total) : 0;
            if (now > quarter) {
                quarter = now;
                out.println(padded() + " " + now * 25 + " %");
            }
        }

        private String padded() {
            return title + " ".repeat(Math.max(0, TITLE - Table.width(title)));
        }
    }
}
