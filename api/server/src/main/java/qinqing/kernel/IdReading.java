package qinqing.kernel;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How an identity number is read from the damage met in lists. */
final class IdReading {

    private static final Set<String> NOTHING =
            Set.of("", "无", "暂无", "没有", "不详", "未知", "空", "/", "\\", "N/A", "NA", "NULL", "NONE");
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9](\\.[0-9]+)?E\\+?[0-9]{1,2}");
    private static final Pattern APOSTROPHES = Pattern.compile("^['‘’`\"“”]+|['‘’`\"“”]+$");
    private static final Pattern HYPHENS = Pattern.compile("[-‐‑‒–—―−]");
    private static final Pattern DECIMAL_ZERO = Pattern.compile("^([0-9]+)\\.0+$");
    private static final Pattern CROSS_FOR_X = Pattern.compile("^([0-9]{17})[×✕✖ХΧ]$");
    private static final Pattern MASKS = Pattern.compile("[×✕✖ХΧ□■▢▇█○●◯〇◇◆?#_·•∙・\uFFFD]|\\.(?=\\.)|(?<=\\.)\\.");

    /** An X hides a digit unless it is the last character and no other X stands before it: then it is the check character. */
    private static final Pattern HIDING_X = Pattern.compile("X(?!$)|(?<=X)X$");

    private static final Pattern PATTERN = Pattern.compile("[0-9*]*X?");
    private static final Pattern DIGITS_AND_X = Pattern.compile("[0-9]+X?");
    private static final Pattern FIFTEEN = Pattern.compile("[0-9]{15}");

    private IdReading() {}

    static PrintedId read(String printed, LocalDate today) {
        if (isWritten(printed)) {
            return judged(printed, printed, today);
        }
        String text = cleaned(printed);
        if (NOTHING.contains(text)) {
            return new PrintedId.Absent();
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            return new PrintedId.Broken(printed, IdFault.SCIENTIFIC_NOTATION);
        }
        String starred = starred(text);
        if (starred.indexOf('*') >= 0 && PATTERN.matcher(starred).matches()) {
            return new PrintedId.Masked(printed);
        }
        if (!DIGITS_AND_X.matcher(text).matches()) {
            return new PrintedId.Broken(printed, IdFault.NOT_A_NUMBER);
        }
        String eighteen = FIFTEEN.matcher(text).matches() ? upgraded(text) : text;
        return judged(printed, eighteen, today);
    }

    private static PrintedId judged(String printed, String eighteen, LocalDate today) {
        return fault(eighteen, today)
                .<PrintedId>map(f -> new PrintedId.Broken(printed, f))
                .orElseGet(() -> new PrintedId.Valid(new IdNumber(eighteen)));
    }

    /** In its written form already, as most are: there is no damage to look for. */
    private static boolean isWritten(String printed) {
        if (printed.length() != 18) {
            return false;
        }
        for (int i = 0; i < 18; i++) {
            char c = printed.charAt(i);
            if ((c < '0' || c > '9') && !(i == 17 && c == 'X')) {
                return false;
            }
        }
        return true;
    }

    /** GB 11643-1989 to GB 11643-1999: the century and the check character are added. */
    static String upgraded(String fifteen) {
        String first17 = fifteen.substring(0, 6) + "19" + fifteen.substring(6);
        return first17 + IdNumber.checkDigit(first17);
    }

    static String pattern(String printed) {
        return starred(cleaned(printed));
    }

    private static Optional<IdFault> fault(String text, LocalDate today) {
        Optional<IdFault> fault = IdNumber.faultOf(text);
        // Spreadsheets keep 15 significant digits. One in about 1 100 real numbers ends so too, and then the check
        // fits.
        if (fault.isPresent() && text.length() == 18 && text.endsWith("000")) {
            return Optional.of(IdFault.ROUNDED);
        }
        if (fault.isEmpty() && new IdNumber(text).birthDate().isAfter(today)) {
            return Optional.of(IdFault.FUTURE_DATE);
        }
        return fault;
    }

    private static String cleaned(String printed) {
        String text = Characters.withoutBlanks(Characters.flat(printed)).toUpperCase(Locale.ROOT);
        text = APOSTROPHES.matcher(text).replaceAll("");
        text = HYPHENS.matcher(text).replaceAll("");
        text = DECIMAL_ZERO.matcher(text).replaceFirst("$1");
        return CROSS_FOR_X.matcher(text).replaceFirst("$1X");
    }

    private static String starred(String text) {
        return MASKS.matcher(HIDING_X.matcher(text).replaceAll("*")).replaceAll("*");
    }
}
