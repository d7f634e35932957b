package qinqing.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 统一社会信用代码 (GB 32100-2015) of a company or other organisation: registering department, kind, six digits of
 * division, nine characters of organisation code, one check character. Public by nature, so it prints as it is.
 *
 * @param value 18 characters, upper case
 */
public record CreditCode(String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final Pattern SHAPE = Pattern.compile("[" + ALPHABET + "]{18}");
    private static final Pattern DIVISION = Pattern.compile(".{2}[0-9]{6}.*");
    private static final Pattern SEPARATORS = Pattern.compile("[-‐‑‒–—―−'‘’`]");

    /** @throws InvalidValue with a {@link CreditCodeFault} when the text is no valid code in its normal form */
    public CreditCode {
        faultOf(value).ifPresent(fault -> {
            throw new InvalidValue(fault);
        });
    }

    /**
     * Reads a code as it was printed: any width, lower case, blanks, hyphens.
     *
     * @throws InvalidValue with the {@link CreditCodeFault} that stands against it
     */
    public static CreditCode of(String printed) {
        return new CreditCode(cleaned(printed));
    }

    /** What stands against a printed code, if anything. */
    public static Optional<CreditCodeFault> reasonAgainst(String printed) {
        return faultOf(cleaned(printed));
    }

    /**
     * Adds the check character to 17 characters.
     *
     * @throws InvalidValue when they are not the beginning of a code
     */
    public static CreditCode complete(String first17) {
        return new CreditCode(first17 + checkCharacter(first17));
    }

    /**
     * The check character of GB 32100-2015: weights are the powers of 3 modulo 31.
     *
     * @throws InvalidValue when the text is not 17 characters of the alphabet
     */
    public static String checkCharacter(String first17) {
        if (first17.length() != 17) {
            throw new InvalidValue(CreditCodeFault.WRONG_LENGTH);
        }
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            int number = ALPHABET.indexOf(first17.charAt(i));
            if (number < 0) {
                throw new InvalidValue(CreditCodeFault.WRONG_CHARACTER);
            }
            sum += number * weight;
            weight = weight * 3 % 31;
        }
        return String.valueOf(ALPHABET.charAt((31 - sum % 31) % 31));
    }

    private static Optional<CreditCodeFault> faultOf(String text) {
        if (text.isEmpty()) {
            return Optional.of(CreditCodeFault.MISSING);
        }
        if (text.length() != 18) {
            return Optional.of(CreditCodeFault.WRONG_LENGTH);
        }
        if (!SHAPE.matcher(text).matches()) {
            return Optional.of(CreditCodeFault.WRONG_CHARACTER);
        }
        if (!DIVISION.matcher(text).matches()) {
            return Optional.of(CreditCodeFault.WRONG_DIVISION);
        }
        return text.endsWith(checkCharacter(text.substring(0, 17)))
                ? Optional.empty()
                : Optional.of(CreditCodeFault.WRONG_CHECK_CHARACTER);
    }

    private static String cleaned(String printed) {
        String text = Characters.withoutBlanks(Characters.flat(printed)).toUpperCase(Locale.ROOT);
        return SEPARATORS.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return value;
    }
}
