package qinqing.verify.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a history of one register is linearizable: whether its events can be put into one order that keeps to the
 * clock (what had ended before another began stays before it) and in which each finds what it says it found.
 *
 * <p>The search tries the events that may come next and goes back where none fits (Wing and Gong), remembering which
 * sets of events with which value were in vain (Lowe). It is exponential in the number of clients at once, not in the
 * length of the history.
 */
final class Register {

    /** A begin or an end in the list of what is still to be placed. */
    private static final class Mark {
        final int event;
        final boolean begins;
        Mark before = this;
        Mark after = this;

        Mark(int event, boolean begins) {
            this.event = event;
            this.begins = begins;
        }

        void leave() {
            before.after = after;
            after.before = before;
        }

        void comeBack() {
            before.after = this;
            after.before = this;
        }
    }

    private record Tried(BitSet placed, String held) {}

    private record Step(Mark begin, String heldBefore) {}

    private final List<Event> events;
    private final Mark head = new Mark(-1, false);
    private final List<Mark> ends = new ArrayList<>();
    private String held;

    private Register(String first, List<Event> events) {
        this.events = events;
        this.held = first;
        link();
    }

    /** @param first what the register held before the first event */
    static boolean isLinearizable(String first, List<Event> events) {
        return new Register(first, List.copyOf(events)).search();
    }

    private void link() {
        record At(long time, boolean begins, int event) {}
        var marks = new ArrayList<At>();
        for (var n = 0; n < events.size(); n++) {
            marks.add(new At(events.get(n).begun(), true, n));
            if (!events.get(n).isOpen()) {
                marks.add(new At(events.get(n).ended(), false, n));
            }
            ends.add(new Mark(n, false));
        }
        // at the same instant a begin comes first: the two may have overlapped
        marks.sort(Comparator.comparingLong(At::time).thenComparing(At::begins, Comparator.reverseOrder()));
        var last = head;
        for (var at : marks) {
            var mark = at.begins() ? new Mark(at.event(), true) : ends.get(at.event());
            last.after = mark;
            mark.before = last;
            last = mark;
        }
        last.after = head;
        head.before = last;
    }

    private boolean search() {
        Set<Tried> inVain = new HashSet<>();
        var placed = new BitSet(events.size());
        var steps = new ArrayDeque<Step>();
        var unanswered = (int) events.stream().filter(event -> !event.isOpen()).count();
        var at = head.after;
        while (unanswered > 0) {
            if (at != head && at.begins) {
                var event = events.get(at.event);
                if (event.fits(held) && inVain.add(with(placed, at.event, event.after(held)))) {
                    steps.push(new Step(at, held));
                    placed.set(at.event);
                    held = event.after(held);
                    place(at);
                    unanswered -= event.isOpen() ? 0 : 1;
                    at = head.after;
                } else {
                    at = at.after;
                }
            } else {
                // an event ended here that could not be placed, or nothing is left to try
                if (steps.isEmpty()) {
                    return false;
                }
                var step = steps.pop();
                takeBack(step.begin());
                placed.clear(step.begin().event);
                held = step.heldBefore();
                unanswered += events.get(step.begin().event).isOpen() ? 0 : 1;
                at = step.begin().after;
            }
        }
        return true;
    }

    private void place(Mark begin) {
        begin.leave();
        if (!events.get(begin.event).isOpen()) {
            ends.get(begin.event).leave();
        }
    }

    private void takeBack(Mark begin) {
        if (!events.get(begin.event).isOpen()) {
            ends.get(begin.event).comeBack();
        }
        begin.comeBack();
    }

    private static Tried with(BitSet placed, int event, String held) {
        var set = (BitSet) placed.clone();
        set.set(event);
        return new Tried(set, held);
    }
}
