package qinqing.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * One day on which the working calendar differs from the bare week, as the yearly notice of 国务院办公厅 sets it.
 *
 * @param name the festival in Chinese, for example 国庆节; for a working weekend the festival it makes up for
 * @param source where the entry comes from, for example a document number
 */
public record CalendarDay(LocalDate date, Kind kind, String name, String source) {

    public enum Kind {
        /** A day of rest; may itself lie on a weekend. */
        HOLIDAY,
        /** A Saturday or Sunday on which people work (调休上班). */
        WORKING_WEEKEND
    }

    /** @throws IllegalArgumentException for a blank name or source, or a working weekend from Monday to Friday */
    public CalendarDay {
        if (name.isBlank() || source.isBlank()) throw new IllegalArgumentException(date + " has no name or no source");
        if (kind == Kind.WORKING_WEEKEND && !isWeekend(date))
            throw new IllegalArgumentException(date + " is no Saturday or Sunday, so it cannot be a working weekend");
    }

    boolean isHoliday() {
        return kind == Kind.HOLIDAY;
    }

    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
