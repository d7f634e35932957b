package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final LocalDate FIRST = LocalDate.of(2018, 8, 1);

    @Property
    void two_periods_overlap_when_a_day_lies_in_both(
            @ForAll @IntRange(max = 12) int from,
            @ForAll @IntRange(max = 8) int days,
            @ForAll @IntRange(max = 12) int otherFrom,
            @ForAll @IntRange(max = 8) int otherDays) {
        // Eight days stand for a period without end.
        Period one = period(from, days);
        Period other = period(otherFrom, otherDays);
        boolean common =
                Stream.iterate(FIRST, d -> d.plusDays(1)).limit(30).anyMatch(d -> one.contains(d) && other.contains(d));
        assertThat(one.overlaps(other)).isEqualTo(common);
        assertThat(other.overlaps(one)).isEqualTo(common);
    }

    @Test
    void a_period_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> new Period(FIRST, FIRST.minusDays(1)))
                .isInstanceOfSatisfying(
                        InvalidValue.class, e -> assertThat(e.reason()).isEqualTo(PeriodFault.ENDS_BEFORE_IT_BEGINS));
        assertThat(new Period(FIRST, FIRST).contains(FIRST)).isTrue();
    }

    private static Period period(int from, int days) {
        LocalDate first = FIRST.plusDays(from);
        return days == 8 ? Period.since(first) : new Period(first, first.plusDays(days));
    }
}
