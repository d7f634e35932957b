package qinqing.linkage.field;

import java.math.BigDecimal;

/**
 * A phone number as it is compared: its digits as one number, country code and separators gone; masked digits apart.
 *
 * @param digits the number, 0 for none; hidden digits are 0
 * @param hidden bit i set: the i-th digit from the right is hidden
 * @param length digits in all
 */
public record Phone(long digits, int hidden, int length) {

    public static final Phone MISSING = new Phone(0, 0, 0);

    private static final long SCALE = 100_000_000_000_000L;

    /** Reads whatever stands in a cell. Never throws; of two numbers in one cell the first counts. */
    public static Phone read(String cell) {
        String clean = Text.clean(cell);
        if (Text.saysNothing(clean)) {
            return MISSING;
        }
        clean = plain(clean);
        int n = 0;
        long digits = 0;
        int hidden = 0;
        for (int i = 0; i < clean.length() && n < 14; i++) {
            char c = clean.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + (c - '0');
                hidden <<= 1;
                n++;
            } else if (c == '*' || c == 'X' || c == 'x' || c == '□' || c == '×' || c == '#' || c == '?' || c == '●'
                    || c == '○') {
                digits *= 10;
                hidden = hidden << 1 | 1;
                n++;
            } else if (n >= 7 && (c == '/' || c == ',' || c == ';' || c == '、' || c == ' ' || c == '，' || c == '；')) {
                break;
            }
        }
        if (n == 13 && digits / SCALE == 0 && digits / 100_000_000_000L == 86) {
            digits %= 100_000_000_000L;
            hidden &= 0x7FF;
            n = 11;
        }
        if (n < 7 || Integer.bitCount(hidden) > n - 4) {
            return MISSING;
        }
        return new Phone(digits, hidden, n);
    }

    private static String plain(String clean) {
        String text = clean;
        if (text.endsWith(".0")) {
            text = text.substring(0, text.length() - 2);
        }
        if (text.startsWith("+86")) {
            text = text.substring(3);
        } else if (text.startsWith("0086")) {
            text = text.substring(4);
        }
        if (text.indexOf('E') > 0 || text.indexOf('e') > 0) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (number.scale() > -12
                        && number.precision() < 20
                        && number.stripTrailingZeros().precision() >= 9) {
                    return number.toBigInteger().toString();
                }
                return "";
            } catch (NumberFormatException e) {
                return text;
            }
        }
        return text;
    }

    public boolean isMissing() {
        return length == 0;
    }

    public boolean isMasked() {
        return hidden != 0;
    }

    public enum Likeness {
        EQUAL,
        /** The digits shown on both sides agree. */
        SHOWN,
        /** One digit wrong, lost or added, or two swapped. */
        NEAR,
        DIFFERENT,
        MISSING
    }

    public static Likeness compare(Phone a, Phone b) {
        if (a.length == 0 || b.length == 0) {
            return Likeness.MISSING;
        }
        if (a.hidden == 0 && b.hidden == 0) {
            return a.digits == b.digits ? Likeness.EQUAL : near(a, b) ? Likeness.NEAR : Likeness.DIFFERENT;
        }
        if (a.length != b.length) {
            return Likeness.DIFFERENT;
        }
        long x = a.digits;
        long y = b.digits;
        for (int i = 0; i < a.length; i++) {
            if (((a.hidden | b.hidden) >> i & 1) == 0 && x % 10 != y % 10) {
                return Likeness.DIFFERENT;
            }
            x /= 10;
            y /= 10;
        }
        return Likeness.SHOWN;
    }

    /** Digits that both show. */
    public static int shown(Phone a, Phone b) {
        return Math.min(a.length, b.length) - Integer.bitCount(a.hidden | b.hidden);
    }

    private static boolean near(Phone a, Phone b) {
        if (Math.abs(a.length - b.length) > 1) {
            return false;
        }
        String x = Long.toString(a.digits);
        String y = Long.toString(b.digits);
        return Edits.oneApart(x, y);
    }

    /** The last four digits, for people. */
    public String tail() {
        String all = String.format("%0" + Math.max(length, 1) + "d", digits);
        return hidden != 0 || all.length() < 4 ? "****" : "****" + all.substring(all.length() - 4);
    }

    @Override
    public String toString() {
        return "Phone[" + length + " digits]";
    }
}
