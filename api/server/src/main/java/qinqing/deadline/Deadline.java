package qinqing.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.SortedSet;

/**
 * The day by which a term ends, and why it is that day. Days are those of {@link #ZONE}; the whole of the due day still belongs to
 * the term. Made from a term, a start and a calendar; when the calendar changes, {@link #recomputed} makes it anew.
 */
public final class Deadline {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final StatutoryTerm term;
    private final LocalDate start;
    private final WorkingCalendar calendar;
    private final LocalDate unmoved;
    private final LocalDate due;

    private Deadline(StatutoryTerm term, LocalDate start, WorkingCalendar calendar) {
        this.term = term;
        this.start = start;
        this.calendar = calendar;
        this.unmoved = lastDay(term, start, calendar);
        this.due = mayMove(term) ? calendar.workingDayFrom(unmoved) : unmoved;
    }

    /** @param start the day of the event that sets the term running; it is not counted */
    public static Deadline of(StatutoryTerm term, LocalDate start, WorkingCalendar calendar) {
        return new Deadline(term, start, calendar);
    }

    /** @param start the moment of the event that sets the term running; its day in {@link #ZONE} is not counted */
    public static Deadline of(StatutoryTerm term, Instant start, WorkingCalendar calendar) {
        return of(term, LocalDate.ofInstant(start, ZONE), calendar);
    }

    public StatutoryTerm term() {
        return term;
    }

    public LocalDate start() {
        return start;
    }

    /** The last day of the term. */
    public LocalDate due() {
        return due;
    }

    /** The midnight that ends the due day: from then on the term is over. */
    public Instant endsAt() {
        return due.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt());
    }

    /** The years whose holidays the date depends on but whose calendar is not imported, so that only weekends were taken as free. */
    public SortedSet<Integer> assumedYears() {
        if (countsWorkingDays()) return calendar.assumedYears(start.plusDays(1), due);
        return mayMove(term) ? calendar.assumedYears(unmoved, due) : Collections.emptySortedSet();
    }

    /** The same term from the same start by another calendar. */
    public Deadline recomputed(WorkingCalendar changed) {
        return new Deadline(term, start, changed);
    }

    /** Why it is this day, as a Chinese sentence a citizen can check with a paper calendar. */
    public String because() {
        return new WhyThisDay(this).inChinese();
    }

    /** The same in English. */
    public String becauseInEnglish() {
        return new WhyThisDay(this).inEnglish();
    }

    @Override
    public String toString() {
        return term.key() + " from " + start + " due " + due;
    }

    WorkingCalendar calendar() {
        return calendar;
    }

    /** Where the term would end if no rest day moved it. */
    LocalDate unmoved() {
        return unmoved;
    }

    boolean countsWorkingDays() {
        return term.unit() == TermUnit.WORKING_DAYS;
    }

    private static LocalDate lastDay(StatutoryTerm term, LocalDate start, WorkingCalendar calendar) {
        return switch (term.unit()) {
            case CALENDAR_DAYS, FULL_DAYS -> start.plusDays(term.amount());
            case WORKING_DAYS -> calendar.addWorkingDays(start, term.amount());
            case MONTHS -> start.plusMonths(term.amount());
        };
    }

    private static boolean mayMove(StatutoryTerm term) {
        return term.lastDay() == LastDay.NEXT_WORKING_DAY;
    }
}
