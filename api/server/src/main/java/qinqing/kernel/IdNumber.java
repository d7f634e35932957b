package qinqing.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * 公民身份号码 (GB 11643-1999): a valid one, 18 characters: six digits of division, eight of birth date, three of order,
 * one check character. What a list or a person wrote is a {@link PrintedId}. Only a future date needs to know today and
 * is therefore looked at by {@link PrintedId#read} and {@link #of}.
 *
 * @param value 17 digits and a digit or upper-case X
 */
@Secret
public record IdNumber(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9]{17}[0-9X]");
    private static final Pattern SEVENTEEN = Pattern.compile("[0-9]{17}");

    /** GB/T 2260, first two digits; 71, 81, 82, 83 also stand on residence permits of that form. */
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    /** Nobody who was given a number was born before; a number that says so is mistyped. */
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1850, 1, 1);

    private static final String CHECK_CHARACTERS = "10X98765432";

    /** @throws InvalidValue with an {@link IdFault} when the text is no valid number in its normal form */
    public IdNumber {
        faultOf(value).ifPresent(fault -> {
            throw new InvalidValue(fault);
        });
    }

    /**
     * A number as a person wrote it, where only a valid one will do (a declaration, A3.1).
     *
     * @throws InvalidValue with the {@link IdFault} that stands against it
     */
    public static IdNumber of(String printed, LocalDate today) {
        return switch (PrintedId.read(printed, today)) {
            case PrintedId.Valid(IdNumber number) -> number;
            case PrintedId.Broken(var _, IdFault fault) -> throw new InvalidValue(fault);
            case PrintedId.Masked _ -> throw new InvalidValue(IdFault.MASKED);
            case PrintedId.Absent _ -> throw new InvalidValue(IdFault.MISSING);
        };
    }

    /**
     * Adds the check character to 17 digits.
     *
     * @throws InvalidValue when division or date do not exist
     */
    public static IdNumber complete(String first17) {
        return new IdNumber(first17 + checkDigit(first17));
    }

    /**
     * The check character of GB 11643-1999 (ISO 7064 MOD 11-2).
     *
     * @throws InvalidValue when the text is not 17 digits
     */
    public static String checkDigit(String first17) {
        if (!SEVENTEEN.matcher(first17).matches()) {
            throw new InvalidValue(IdFault.WRONG_LENGTH);
        }
        int remainder = 0;
        for (int i = 0; i < 17; i++) {
            remainder = (remainder + first17.charAt(i) - '0') * 2 % 11;
        }
        return String.valueOf(CHECK_CHARACTERS.charAt(remainder));
    }

    /** The fault of an 18-character text, all but a future date. */
    static Optional<IdFault> faultOf(String text) {
        if (text.length() != 18) {
            return Optional.of(IdFault.WRONG_LENGTH);
        }
        if (!SHAPE.matcher(text).matches()) {
            return Optional.of(IdFault.NOT_A_NUMBER);
        }
        if (!PROVINCES.contains(text.substring(0, 2))) {
            return Optional.of(IdFault.UNKNOWN_DIVISION);
        }
        if (birthIn(text).isEmpty()) {
            return Optional.of(IdFault.IMPOSSIBLE_DATE);
        }
        return text.endsWith(checkDigit(text.substring(0, 17)))
                ? Optional.empty()
                : Optional.of(IdFault.WRONG_CHECK_DIGIT);
    }

    private static Optional<LocalDate> birthIn(String text) {
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(text.substring(6, 10)),
                    Integer.parseInt(text.substring(10, 12)),
                    Integer.parseInt(text.substring(12, 14)));
            return Optional.of(date).filter(d -> !d.isBefore(EARLIEST_BIRTH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Six digits: where the number was first given. A county's new code does not change old numbers. */
    public String division() {
        return value.substring(0, 6);
    }

    public LocalDate birthDate() {
        return birthIn(value).orElseThrow();
    }

    /** The 17th digit is odd for men, even for women. */
    public Sex sex() {
        return value.charAt(16) % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }

    /** Division and last four characters; the birth date is hidden. */
    public String masked() {
        return value.substring(0, 6) + "********" + value.substring(14);
    }

    @Override
    public String toString() {
        return masked();
    }
}
