package qinqing.verify.history;

import org.jspecify.annotations.Nullable;

/**
 * One operation on a register, as its client saw it.
 *
 * @param begun when it was asked, in nanoseconds of any clock that all clients share
 * @param ended when it was answered; {@link Long#MAX_VALUE} when it never was, so that it may have happened or not
 * @param expected the value it needs to find: what a read returned, what a change was made on; null for any
 * @param written what it leaves behind; null when it changes nothing
 * @param refused the register held something else than {@code expected}, and stayed as it was
 */
record Event(
        long begun,
        long ended,
        @Nullable String expected,
        @Nullable String written,
        boolean refused) {

    static Event read(long begun, long ended, String seen) {
        return new Event(begun, ended, seen, null, false);
    }

    static Event changed(long begun, long ended, String from, String to) {
        return new Event(begun, ended, from, to, false);
    }

    /** 412: somebody else had changed it. */
    static Event refused(long begun, long ended, String from) {
        return new Event(begun, ended, from, null, true);
    }

    /** No answer came: at any time from then on, or never. */
    static Event perhaps(long begun, String from, String to) {
        return new Event(begun, Long.MAX_VALUE, from, to, false);
    }

    boolean isOpen() {
        return ended == Long.MAX_VALUE;
    }

    /** Whether it could have happened while the register held this. */
    boolean fits(String held) {
        var same = expected == null || expected.equals(held);
        return refused != same;
    }

    String after(String held) {
        return written == null ? held : written;
    }
}
