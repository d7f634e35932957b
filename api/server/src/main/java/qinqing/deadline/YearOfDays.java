package qinqing.deadline;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The holidays and working weekends of one year, as a notice sets them.
 *
 * @param days all in that year, no two on one date, by date
 * @param version 0 for the year that comes with the server, then counted up with every import
 * @param importedAt null for the year that comes with the server
 */
public record YearOfDays(
        int year,
        String source,
        List<CalendarDay> days,
        int version,
        @Nullable Instant importedAt) {

    /** @throws IllegalArgumentException for a day of another year, or two entries for one date */
    public YearOfDays {
        NavigableMap<java.time.LocalDate, CalendarDay> byDate = new TreeMap<>();
        for (CalendarDay day : days) {
            if (day.date().getYear() != year) throw new IllegalArgumentException(day.date() + " is not in " + year);
            if (byDate.put(day.date(), day) != null)
                throw new IllegalArgumentException("two entries for " + day.date());
        }
        days = List.copyOf(byDate.values());
    }
}
