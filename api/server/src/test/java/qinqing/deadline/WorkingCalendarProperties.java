package qinqing.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WorkingCalendarProperties {

    private static final LocalDate FIRST = LocalDate.of(2017, 6, 1);

    @Property
    void adding_working_days_lands_on_a_working_day_that_many_working_days_later(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(min = 1, max = 60) int n) {
        LocalDate end = calendar.addWorkingDays(start, n);
        assertThat(calendar.isWorkingDay(end)).isTrue();
        assertThat(calendar.workingDaysBetween(start, end)).isEqualTo(n);
    }

    @Property
    void a_later_start_never_ends_earlier(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(max = 30) int later,
            @ForAll("terms") StatutoryTerm term) {
        assertThat(Deadline.of(term, start.plusDays(later), calendar).due())
                .isAfterOrEqualTo(Deadline.of(term, start, calendar).due());
    }

    @Property
    void a_longer_term_never_ends_earlier(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(min = 1, max = 364) int amount) {
        for (StatutoryTerm term : Terms.defaults().all())
            if (term.permits(amount) && term.permits(amount + 1))
                assertThat(Deadline.of(term.withAmount(amount + 1), start, calendar)
                                .due())
                        .isAfterOrEqualTo(Deadline.of(term.withAmount(amount), start, calendar)
                                .due());
    }

    @Property
    void a_term_somebody_must_act_by_never_ends_on_a_day_of_rest(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate start,
            @ForAll("terms") StatutoryTerm term) {
        Deadline deadline = Deadline.of(term, start, calendar);
        assertThat(deadline.due()).isAfter(start);
        if (term.lastDay() == LastDay.NEXT_WORKING_DAY)
            assertThat(calendar.isWorkingDay(deadline.due())).isTrue();
    }

    @Property
    void one_more_holiday_never_brings_a_deadline_forward_and_recomputing_forgets_the_old_calendar(
            @ForAll("calendars") WorkingCalendar before,
            @ForAll("dates") LocalDate start,
            @ForAll @IntRange(max = 40) int daysAfterStart,
            @ForAll("terms") StatutoryTerm term) {
        LocalDate holiday = start.plusDays(daysAfterStart);
        WorkingCalendar after = before.with(Set.of(new CalendarDay(holiday, CalendarDay.Kind.HOLIDAY, "临时放假", "测试通知")));
        Deadline recomputed = Deadline.of(term, start, before).recomputed(after);
        assertThat(recomputed.due())
                .isAfterOrEqualTo(Deadline.of(term, start, before).due())
                .isEqualTo(Deadline.of(term, start, after).due());
        assertThat(recomputed.recomputed(before).because())
                .isEqualTo(Deadline.of(term, start, before).because());
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 3800).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<StatutoryTerm> terms() {
        return Arbitraries.of(Terms.defaults().all());
    }

    /** The real calendar, and invented ones with holidays and working weekends strewn about. */
    @Provide
    Arbitrary<WorkingCalendar> calendars() {
        Arbitrary<CalendarDay> days = Combinators.combine(dates(), Arbitraries.of(true, false))
                .as((date, works) -> new CalendarDay(
                        date,
                        works && CalendarDay.isWeekend(date)
                                ? CalendarDay.Kind.WORKING_WEEKEND
                                : CalendarDay.Kind.HOLIDAY,
                        "节日",
                        "测试通知"));
        Arbitrary<WorkingCalendar> invented = days.set().ofMaxSize(200).map(WorkingCalendarProperties::oneADate);
        return Arbitraries.oneOf(Arbitraries.of(WorkingCalendar.bundled()), invented);
    }

    private static WorkingCalendar oneADate(Set<CalendarDay> days) {
        Set<LocalDate> seen = new HashSet<>();
        return WorkingCalendar.of(
                days.stream().filter(day -> seen.add(day.date())).collect(Collectors.toSet()));
    }
}
