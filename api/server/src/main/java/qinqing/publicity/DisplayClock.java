package qinqing.publicity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;

/**
 * How long a notice has hung (A10.2; decisions: Display). Only whole days in Asia/Shanghai count, from the midnight after
 * the last board showed it, on which it hung on every board; a day with an interruption or in doubt does not. An edit or a
 * withdrawal begins a new edition, whose spans alone are given here.
 *
 * @param countedDays at most {@code requiredDays}
 * @param countingFrom first day that could count; null while some board has not shown it yet
 * @param expectedEnd last of the required days, if nothing interrupts any more; null while a board is down
 * @param completedAt the midnight that ended the last required day
 */
record DisplayClock(
        int requiredDays,
        int countedDays,
        @Nullable LocalDate countingFrom,
        @Nullable LocalDate expectedEnd,
        @Nullable Instant completedAt) {

    private static final ZoneId ZONE = Deadline.ZONE;

    /**
     * @param boards for each board the times it showed this edition; at least one board
     * @param suspensions times at which an objection held the notice in doubt
     */
    static DisplayClock read(int requiredDays, List<List<Span>> boards, List<Span> suspensions, Instant now) {
        var last = lastFirstUp(boards);
        if (last == null || last.isAfter(now)) {
            return new DisplayClock(requiredDays, 0, null, null, null);
        }
        var merged = boards.stream().map(Span::merged).toList();
        var from = day(last).plusDays(1);
        var today = day(now);
        int counted = 0;
        for (var day = from; day.isBefore(today); day = day.plusDays(1)) {
            if (hungAll(day, merged) && !inDoubt(day, suspensions) && ++counted == requiredDays) {
                return new DisplayClock(requiredDays, counted, from, day, start(day.plusDays(1)));
            }
        }
        return new DisplayClock(
                requiredDays, counted, from, end(from, today, requiredDays - counted, merged, suspensions, now), null);
    }

    boolean isComplete() {
        return completedAt != null;
    }

    /** The day on which an instant falls. */
    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    private static @Nullable Instant lastFirstUp(List<List<Span>> boards) {
        var firsts = new ArrayList<Instant>();
        for (var board : boards) {
            var first = board.stream().map(Span::from).min(Comparator.naturalOrder());
            if (first.isEmpty()) {
                return null;
            }
            firsts.add(first.get());
        }
        return firsts.stream().max(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable LocalDate end(
            LocalDate from,
            LocalDate today,
            int missing,
            List<List<Span>> boards,
            List<Span> suspensions,
            Instant now) {
        boolean showing = boards.stream().allMatch(board -> board.stream().anyMatch(Span::isOpen));
        if (!showing || suspensions.stream().anyMatch(Span::isOpen)) {
            return null;
        }
        if (from.isAfter(today)) {
            return from.plusDays(missing - 1L);
        }
        boolean todayCounts =
                boards.stream().allMatch(board -> board.stream().anyMatch(span -> span.covers(start(today), now)))
                        && suspensions.stream().noneMatch(span -> span.touches(start(today), start(today.plusDays(1))));
        return today.plusDays(todayCounts ? missing - 1L : missing);
    }

    private static boolean hungAll(LocalDate day, List<List<Span>> boards) {
        return boards.stream()
                .allMatch(board -> board.stream().anyMatch(span -> span.covers(start(day), start(day.plusDays(1)))));
    }

    private static boolean inDoubt(LocalDate day, List<Span> suspensions) {
        return suspensions.stream().anyMatch(span -> span.touches(start(day), start(day.plusDays(1))));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
