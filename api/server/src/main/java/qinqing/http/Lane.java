package qinqing.http;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one kind: so many at once, some more in a short queue, the rest refused at once. A queue that may grow only makes
 * everybody wait for answers that nobody waits for any more (R10). Safe for many threads.
 */
final class Lane {

    /** A request at the entrance; it is told once that it may go on, unless it gave up. */
    interface Visitor {
        void goOn();
    }

    enum Entry {
        INSIDE,
        WAITING,
        REFUSED
    }

    private final int atOnce;
    private final int waiting;
    private final Queue<Visitor> queue = new ArrayDeque<>();
    private int inside;

    Lane(int atOnce, int waiting) {
        this.atOnce = atOnce;
        this.waiting = waiting;
    }

    /** Who is INSIDE has to {@link #leave}; who is WAITING will be told, or has to {@link #giveUp}. */
    synchronized Entry enter(Visitor visitor) {
        if (inside < atOnce) {
            inside++;
            return Entry.INSIDE;
        }
        if (queue.size() < waiting) {
            queue.add(visitor);
            return Entry.WAITING;
        }
        return Entry.REFUSED;
    }

    /** The place goes to whoever has waited longest. */
    void leave() {
        var next = next();
        if (next != null) {
            next.goOn();
        }
    }

    private synchronized @Nullable Visitor next() {
        var next = queue.poll();
        if (next == null) {
            inside--;
        }
        return next;
    }

    /** @return false when it has been told to go on meanwhile, and has to leave */
    synchronized boolean giveUp(Visitor visitor) {
        return queue.remove(visitor);
    }

    synchronized int inside() {
        return inside;
    }

    synchronized int waiting() {
        return queue.size();
    }
}
