package qinqing.kernel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * From one day to another, both included, as the forms write it (20××年×月×日—20××年×月×日); open when it has no last day.
 *
 * @param from first day
 * @param to last day, null while open
 */
public record Period(LocalDate from, @Nullable LocalDate to) {

    /** @throws InvalidValue with {@link PeriodFault#ENDS_BEFORE_IT_BEGINS} */
    public Period {
        if (to != null && to.isBefore(from)) {
            throw new InvalidValue(PeriodFault.ENDS_BEFORE_IT_BEGINS);
        }
    }

    public static Period since(LocalDate from) {
        return new Period(from, null);
    }

    public boolean isOpen() {
        return to == null;
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    /** Whether both have a day in common. */
    public boolean overlaps(Period other) {
        return (to == null || !other.from.isAfter(to)) && (other.to == null || !from.isAfter(other.to));
    }
}
