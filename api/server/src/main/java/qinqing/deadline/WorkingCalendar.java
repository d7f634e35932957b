package qinqing.deadline;

import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which days are working days: Monday to Friday, less public holidays, plus working weekends. Immutable; a new year's
 * notice makes a new calendar.
 *
 * <p>For a year whose notice is not in yet only weekends are known to be free. The calendar still answers, and {@link #assumedYears}
 * says for which years it did so on that assumption.
 */
public final class WorkingCalendar {

    private final NavigableMap<LocalDate, CalendarDay> exceptions;

    private WorkingCalendar(NavigableMap<LocalDate, CalendarDay> exceptions) {
        this.exceptions = exceptions;
    }

    /** @throws IllegalArgumentException if two entries name the same date */
    public static WorkingCalendar of(Collection<CalendarDay> days) {
        NavigableMap<LocalDate, CalendarDay> exceptions = new TreeMap<>();
        for (CalendarDay day : days)
            if (exceptions.put(day.date(), day) != null)
                throw new IllegalArgumentException("two entries for " + day.date());
        return new WorkingCalendar(exceptions);
    }

    /** The calendar 2018–2026 that comes with the server. */
    public static WorkingCalendar bundled() {
        return Bundled.CALENDAR;
    }

    /** This calendar with further or corrected days; a later entry for a date replaces the earlier one. */
    public WorkingCalendar with(Collection<CalendarDay> days) {
        NavigableMap<LocalDate, CalendarDay> merged = new TreeMap<>(exceptions);
        of(days).exceptions.forEach(merged::put);
        return new WorkingCalendar(merged);
    }

    public boolean isWorkingDay(LocalDate date) {
        CalendarDay exception = exceptions.get(date);
        return exception == null ? !CalendarDay.isWeekend(date) : !exception.isHoliday();
    }

    /** The first working day after the date. */
    public LocalDate nextWorkingDay(LocalDate date) {
        return workingDayFrom(date.plusDays(1));
    }

    /** The date itself if people work on it, else the first working day after it. */
    public LocalDate workingDayFrom(LocalDate date) {
        LocalDate day = date;
        while (!isWorkingDay(day)) day = day.plusDays(1);
        return day;
    }

    /**
     * The n-th working day after the start; the start itself is not counted (民法典第二百零一条：开始的当日不计入).
     *
     * @throws IllegalArgumentException if n is below 1
     */
    public LocalDate addWorkingDays(LocalDate start, int n) {
        if (n < 1) throw new IllegalArgumentException("at least one working day, not " + n);
        LocalDate day = start;
        for (int i = 0; i < n; i++) day = nextWorkingDay(day);
        return day;
    }

    /**
     * How many working days lie after the first date, up to and including the second: the inverse of {@link #addWorkingDays}.
     *
     * @throws IllegalArgumentException if the second date lies before the first
     */
    public int workingDaysBetween(LocalDate after, LocalDate through) {
        if (through.isBefore(after)) throw new IllegalArgumentException(through + " lies before " + after);
        return (int) after.plusDays(1)
                .datesUntil(through.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    /**
     * Whether the notice for the year is in. Every notice sets New Year's Day and National Day, which 《全国年节及纪念日放假办法》
     * fixes on 1 January and 1 October; looking for both keeps a last December day that came with the next year's notice, or half
     * an import, from passing for a whole year.
     */
    public boolean isImported(int year) {
        return isHoliday(LocalDate.of(year, Month.JANUARY, 1)) && isHoliday(LocalDate.of(year, Month.OCTOBER, 1));
    }

    /** The years touched from one date to another, both included, for which only weekends were known to be free. */
    public SortedSet<Integer> assumedYears(LocalDate from, LocalDate to) {
        SortedSet<Integer> years = new TreeSet<>();
        IntStream.rangeClosed(from.getYear(), to.getYear())
                .filter(year -> !isImported(year))
                .forEach(years::add);
        return years;
    }

    /** The entry for the date, if the calendar has one. */
    public Optional<CalendarDay> on(LocalDate date) {
        return Optional.ofNullable(exceptions.get(date));
    }

    /** The entries after the first date, up to and including the second, by date. */
    List<CalendarDay> exceptionsBetween(LocalDate after, LocalDate through) {
        return List.copyOf(exceptions.subMap(after, false, through, true).values());
    }

    private boolean isHoliday(LocalDate date) {
        return on(date).filter(CalendarDay::isHoliday).isPresent();
    }

    private static final class Bundled {
        static final WorkingCalendar CALENDAR = WorkingCalendar.of(CalendarFile.bundled());
    }
}
