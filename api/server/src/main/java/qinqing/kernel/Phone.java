package qinqing.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number of the mainland: a mobile, or a landline with its area code. Prints masked.
 *
 * @param value digits only, without the country code: {@code 138…} (11 digits) or {@code 02372…} (10 to 12 digits)
 */
@Secret
public record Phone(String value) {

    private static final Pattern MOBILE = Pattern.compile("1[3-9][0-9]{9}");
    private static final Pattern LANDLINE = Pattern.compile("0(10|2[0-9])[2-8][0-9]{7}|0[3-9][0-9]{2}[2-8][0-9]{6,7}");
    private static final Pattern SEPARATORS = Pattern.compile("[-‐‑‒–—―−()./·'’]");
    private static final Pattern COUNTRY = Pattern.compile("^(?:\\+86|0086|86(?=1[3-9][0-9]{9}$))");
    private static final Pattern LOCAL = Pattern.compile("[2-8][0-9]{6,7}");

    /** @throws InvalidValue with a {@link PhoneFault} when the text is no number in its normal form */
    public Phone {
        faultOf(value).ifPresent(fault -> {
            throw new InvalidValue(fault);
        });
    }

    /**
     * Reads a number as it was printed: any width, blanks, hyphens, brackets, +86.
     *
     * @throws InvalidValue with the {@link PhoneFault} that stands against it
     */
    public static Phone of(String printed) {
        return new Phone(cleaned(printed));
    }

    /** What stands against a printed number, if anything. */
    public static Optional<PhoneFault> reasonAgainst(String printed) {
        return faultOf(cleaned(printed));
    }

    public boolean isMobile() {
        return value.charAt(0) == '1';
    }

    /** The first three and the last four digits. */
    public String masked() {
        return value.substring(0, 3) + "*".repeat(value.length() - 7) + value.substring(value.length() - 4);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static String cleaned(String printed) {
        String text = Characters.withoutBlanks(Characters.flat(printed));
        text = SEPARATORS.matcher(text).replaceAll("");
        if (!COUNTRY.matcher(text).find()) {
            return text;
        }
        String national = COUNTRY.matcher(text).replaceFirst("");
        // Abroad one dials +86 23 …, at home 023 …
        return MOBILE.matcher(national).matches() || national.startsWith("0") ? national : "0" + national;
    }

    private static Optional<PhoneFault> faultOf(String text) {
        if (text.isEmpty()) {
            return Optional.of(PhoneFault.MISSING);
        }
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(PhoneFault.NOT_A_NUMBER);
        }
        if (MOBILE.matcher(text).matches() || LANDLINE.matcher(text).matches()) {
            return Optional.empty();
        }
        if (LOCAL.matcher(text).matches()) {
            return Optional.of(PhoneFault.NO_AREA_CODE);
        }
        boolean known = text.startsWith("0") || text.matches("1[3-9].*");
        return Optional.of(known ? PhoneFault.WRONG_LENGTH : PhoneFault.UNKNOWN_PREFIX);
    }
}
