package qinqing.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Which cell styles show a number as a date, and how numbers are written out. */
final class NumberFormats {
    /** A double holds 15 decimal digits for sure; Excel keeps and shows no more. */
    static final int DIGITS = 15;

    private static final int MOST_STYLES = 70_000;
    private static final int LARGEST_EXPONENT = 30;
    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    private static final DateTimeFormatter WITH_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final BitSet dateStyles = new BitSet();
    private final boolean from1904;

    NumberFormats(Optional<InputStream> styles, boolean from1904) throws IOException, XMLStreamException {
        this.from1904 = from1904;
        if (styles.isEmpty()) {
            return;
        }
        Map<String, Boolean> own = new HashMap<>();
        try (var xml = new SafeXml(new GuardedPart(styles.get()))) {
            boolean inCells = false;
            int style = 0;
            while (xml.next()) {
                if (xml.isStart("numFmt") && own.size() < MOST_STYLES) {
                    var id = xml.attribute("numFmtId");
                    var code = xml.attribute("formatCode");
                    if (id != null && code != null) {
                        own.put(id, showsDate(code));
                    }
                } else if (xml.isStart("cellXfs")) {
                    inCells = true;
                } else if (xml.isEnd("cellXfs")) {
                    inCells = false;
                } else if (inCells && xml.isStart("xf") && style < MOST_STYLES) {
                    var id = xml.attribute("numFmtId");
                    dateStyles.set(style++, id != null && own.getOrDefault(id, isBuiltInDate(id)));
                }
            }
        }
    }

    /** ECMA-376 part 1, 18.8.30: 14–22 and 45–47; 27–36 and 50–58 are dates in Chinese editions. */
    private static boolean isBuiltInDate(String id) {
        int number =
                id.length() < 5 && id.chars().allMatch(Character::isDigit) && !id.isEmpty() ? Integer.parseInt(id) : 0;
        return number >= 14 && number <= 22
                || number >= 27 && number <= 36
                || number >= 45 && number <= 47
                || number >= 50 && number <= 58;
    }

    /** Outside of quoted words and of conditions in brackets, y, m, d, h or s stand for parts of a date. */
    static boolean showsDate(String code) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                continue;
            } else if (c == '\\' || c == '_' || c == '*') {
                i++;
            } else if (c == '[') {
                bracketed = true;
            } else if (c == ']') {
                bracketed = false;
            } else if (!bracketed && "yYmMdDhHsS".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean isDate(int style) {
        return style >= 0 && dateStyles.get(style);
    }

    /** {@code 2024-03-01}, with the time behind it when there is one; empty when there is no such day. */
    Optional<String> date(BigDecimal serial) {
        try {
            double value = serial.doubleValue();
            long day = (long) Math.floor(value);
            long second = Math.round((value - day) * 86_400);
            if (second == 86_400) {
                day++;
                second = 0;
            }
            if (day < 1 || day > 2_958_465) {
                return Optional.empty();
            }
            // the format holds a 29 February 1900 that never was
            var zero = from1904 ? DAY_ZERO_1904 : day < 60 ? DAY_ZERO.plusDays(1) : DAY_ZERO;
            var date = zero.plusDays(day);
            return Optional.of(
                    second == 0 ? date.toString() : date + " " + WITH_TIME.format(LocalTime.ofSecondOfDay(second)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The number as Excel shows it, never with an exponent; empty when it is none or absurdly large. */
    static Optional<BigDecimal> number(String written) {
        if (written.length() > 64) {
            return Optional.empty();
        }
        try {
            var exact = new BigDecimal(written);
            if (Math.abs((long) exact.precision() - exact.scale()) > LARGEST_EXPONENT
                    || Math.abs(exact.scale()) > 400) {
                return Optional.empty();
            }
            return Optional.of(exact.round(new MathContext(DIGITS)));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String written(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
