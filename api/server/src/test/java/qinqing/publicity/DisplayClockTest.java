package qinqing.publicity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.deadline.Deadline;

class DisplayClockTest {
    private static final int WEEK = 7;

    /** A moment in March 2026, county time. */
    private static Instant at(int day, int hour) {
        return LocalDateTime.of(2026, 3, day, hour, 0).atZone(Deadline.ZONE).toInstant();
    }

    private static LocalDate march(int day) {
        return LocalDate.of(2026, 3, day);
    }

    private static List<Span> up(Instant from, @Nullable Instant to) {
        return List.of(new Span(from, to));
    }

    @Test
    void days_count_from_the_midnight_after_the_last_board_showed_it_A10_2() {
        var boards = List.of(up(at(2, 9), null), up(at(3, 16), null));
        var clock = DisplayClock.read(WEEK, boards, List.of(), at(6, 12));
        assertThat(clock.countingFrom()).isEqualTo(march(4));
        assertThat(clock.countedDays()).isEqualTo(2);
        assertThat(clock.expectedEnd()).isEqualTo(march(10));
    }

    @Test
    void seven_whole_days_complete_it_and_not_a_moment_less() {
        var boards = List.of(up(at(2, 9), null));
        assertThat(DisplayClock.read(WEEK, boards, List.of(), at(10, 0).minusMillis(1))
                        .isComplete())
                .isFalse();
        var done = DisplayClock.read(WEEK, boards, List.of(), at(10, 0));
        assertThat(done.completedAt()).isEqualTo(at(10, 0));
        assertThat(done.expectedEnd()).isEqualTo(march(9));
        assertThat(done.countedDays()).isEqualTo(WEEK);
    }

    @Test
    void a_day_with_an_interruption_at_one_board_does_not_count() {
        var boards = List.of(up(at(2, 9), null), List.of(new Span(at(2, 9), at(5, 10)), new Span(at(5, 11), null)));
        assertThat(DisplayClock.read(WEEK, boards, List.of(), at(6, 0)).countedDays())
                .isEqualTo(2);
        assertThat(DisplayClock.read(WEEK, boards, List.of(), at(6, 0)).expectedEnd())
                .isEqualTo(march(10));
    }

    @Test
    void replaced_in_the_same_moment_it_was_never_away() {
        var boards = List.of(List.of(new Span(at(2, 9), at(5, 10)), new Span(at(5, 10), null)));
        assertThat(DisplayClock.read(WEEK, boards, List.of(), at(6, 0)).countedDays())
                .isEqualTo(3);
    }

    @Test
    void while_a_board_is_down_nobody_can_say_when_it_ends() {
        var boards = List.of(up(at(2, 9), at(4, 9)));
        var clock = DisplayClock.read(WEEK, boards, List.of(), at(8, 0));
        assertThat(clock.expectedEnd()).isNull();
        assertThat(clock.countedDays()).isEqualTo(1);
    }

    @Test
    void while_a_board_has_not_shown_it_nothing_counts() {
        var clock = DisplayClock.read(WEEK, List.of(up(at(2, 9), null), List.of()), List.of(), at(20, 0));
        assertThat(clock).isEqualTo(new DisplayClock(WEEK, 0, null, null, null));
    }

    @Test
    void days_in_doubt_do_not_count_but_take_nothing_away() {
        var suspensions = List.of(new Span(at(4, 9), at(6, 9)));
        var clock = DisplayClock.read(WEEK, List.of(up(at(2, 9), null)), suspensions, at(8, 0));
        assertThat(clock.countedDays()).isEqualTo(2);
        assertThat(clock.countingFrom()).isEqualTo(march(3));
    }

    @Test
    void in_doubt_it_has_no_end() {
        var clock = DisplayClock.read(WEEK, List.of(up(at(2, 9), null)), List.of(new Span(at(4, 9), null)), at(5, 0));
        assertThat(clock.expectedEnd()).isNull();
    }

    @Test
    void a_day_is_a_day_in_Shanghai_and_not_in_Greenwich() {
        var boards = List.of(up(Instant.parse("2026-03-02T15:59:59Z"), null));
        assertThat(DisplayClock.read(WEEK, boards, List.of(), Instant.parse("2026-03-03T16:00:00Z"))
                        .countedDays())
                .isEqualTo(1);
    }
}
