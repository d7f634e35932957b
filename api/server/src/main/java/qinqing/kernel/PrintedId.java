package qinqing.kernel;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An identity number as a list or a person wrote it. A beneficiary's is kept whatever it is, since refusing the row
 * would let a typing error evade the comparison (A10.9); a declaration takes only {@link Valid} ({@link IdNumber#of}).
 */
public sealed interface PrintedId {

    /** A valid number, also when it was printed with 15 digits, in full width, with blanks or hyphens. */
    record Valid(IdNumber number) implements PrintedId {}

    /** Meant as a number, but not one. {@code raw} is what stood there and is personal data. */
    @Secret
    record Broken(String raw, IdFault fault) implements PrintedId {
        @Override
        public String toString() {
            return "Broken[" + fault + "]";
        }
    }

    /** Hidden in part or whole on purpose. {@code raw} is what stood there and is personal data. */
    @Secret
    record Masked(String raw) implements PrintedId {

        /** Digits, a final X, and one star for every hidden character, in whatever style they were hidden. */
        public String pattern() {
            return IdReading.pattern(raw);
        }

        @Override
        public String toString() {
            return "Masked[" + pattern().length() + " characters]";
        }
    }

    /** Nothing there, or a word for nothing (无, 不详, /). */
    record Absent() implements PrintedId {}

    /** Reads whatever stands in a cell. Never throws. */
    static PrintedId read(@Nullable String printed, LocalDate today) {
        return printed == null ? new Absent() : IdReading.read(printed, today);
    }
}
