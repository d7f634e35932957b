package qinqing.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import qinqing.deadline.Deadline;

/** What holds of every history of boards: no way of hanging counts more than really hung. */
class DisplayClockProperties {
    private static final Instant BEGIN =
            LocalDate.of(2026, 3, 1).atStartOfDay(Deadline.ZONE).toInstant();
    private static final int HOURS = 24 * 30;

    /** Up to three boards that go up and down by the hour for a month, some still up. */
    @Provide
    Arbitrary<List<List<Span>>> boards() {
        return board().list().ofMinSize(1).ofMaxSize(3);
    }

    private Arbitrary<List<Span>> board() {
        var changes = Arbitraries.integers()
                .between(0, HOURS)
                .set()
                .ofMaxSize(8)
                .map(hours -> hours.stream()
                        .sorted()
                        .map(hour -> BEGIN.plus(Duration.ofHours(hour)))
                        .toList());
        return changes.map(DisplayClockProperties::spans);
    }

    @Provide
    Arbitrary<Span> interruption() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, HOURS),
                        Arbitraries.integers().between(1, 72))
                .as((from, hours) ->
                        new Span(BEGIN.plus(Duration.ofHours(from)), BEGIN.plus(Duration.ofHours(from + hours))));
    }

    private static List<Span> spans(List<Instant> changes) {
        var spans = new ArrayList<Span>();
        for (int i = 0; i < changes.size(); i += 2) {
            spans.add(new Span(changes.get(i), i + 1 < changes.size() ? changes.get(i + 1) : null));
        }
        return spans;
    }

    private static DisplayClock read(List<List<Span>> boards, List<Span> suspensions, int hour) {
        return DisplayClock.read(7, boards, suspensions, BEGIN.plus(Duration.ofHours(hour)));
    }

    @Property(tries = 500)
    void every_counted_day_hung_everywhere_from_midnight_to_midnight(@ForAll("boards") List<List<Span>> boards) {
        var clock = read(boards, List.of(), HOURS);
        long hung = java.util.stream.IntStream.range(0, 30)
                .filter(day -> boards.stream().allMatch(board -> hungHourByHour(board, day)))
                .count();
        assertThat(clock.countedDays()).isLessThanOrEqualTo((int) Math.min(7, hung));
        assertThat(clock.isComplete()).isEqualTo(clock.countedDays() == 7);
    }

    private static boolean hungHourByHour(List<Span> board, int day) {
        return java.util.stream.IntStream.range(day * 24, day * 24 + 24).allMatch(hour -> board.stream()
                .anyMatch(span ->
                        span.covers(BEGIN.plus(Duration.ofHours(hour)), BEGIN.plus(Duration.ofHours(hour + 1)))));
    }

    @Property(tries = 500)
    void time_only_adds_days(
            @ForAll("boards") List<List<Span>> boards,
            @ForAll @net.jqwik.api.constraints.IntRange(max = HOURS) int earlier,
            @ForAll @net.jqwik.api.constraints.IntRange(max = HOURS) int later) {
        int first = Math.min(earlier, later);
        int second = Math.max(earlier, later);
        assertThat(read(boards, List.of(), first).countedDays())
                .isLessThanOrEqualTo(read(boards, List.of(), second).countedDays());
    }

    @Property(tries = 500)
    void doubt_never_adds_a_day(@ForAll("boards") List<List<Span>> boards, @ForAll("interruption") Span suspension) {
        assertThat(read(boards, List.of(suspension), HOURS).countedDays())
                .isLessThanOrEqualTo(read(boards, List.of(), HOURS).countedDays());
    }

    @Property(tries = 500)
    void one_more_board_never_adds_a_day(@ForAll("boards") List<List<Span>> boards) {
        assertThat(read(boards, List.of(), HOURS).countedDays())
                .isLessThanOrEqualTo(
                        read(boards.subList(0, 1), List.of(), HOURS).countedDays());
    }

    @Property(tries = 500)
    void left_hanging_it_ends_on_the_expected_day(
            @ForAll("boards") List<List<Span>> boards,
            @ForAll @net.jqwik.api.constraints.IntRange(max = HOURS) int hour) {
        var now = BEGIN.plus(Duration.ofHours(hour));
        var sofar = boards.stream()
                .map(board -> board.stream()
                        .filter(span -> !span.from().isAfter(now))
                        .map(span -> span.to() != null && span.to().isAfter(now) ? new Span(span.from(), null) : span)
                        .toList())
                .toList();
        var clock = DisplayClock.read(7, sofar, List.of(), now);
        var end = clock.expectedEnd();
        if (end != null && !clock.isComplete()) {
            var afterwards = DisplayClock.read(
                    7,
                    sofar,
                    List.of(),
                    end.plusDays(1).atStartOfDay(Deadline.ZONE).toInstant());
            assertThat(afterwards.isComplete()).isTrue();
            assertThat(afterwards.expectedEnd()).isEqualTo(end);
        }
    }
}
