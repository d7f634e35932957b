package qinqing.linkage.field;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * An ID number (GB 11643) as it was printed, in whatever state of damage. Immutable.
 *
 * <p>A full number is packed into one {@code long}: its first 17 digits times 11, plus the check character (X is 10).
 */
public final class PrintedNumber {

    public enum State {
        ABSENT,
        /** 18 characters, date and check character right; also one printed with 15 digits. */
        VALID,
        /** 18 characters, but the date or the check character is wrong. */
        BROKEN,
        /** Some characters hidden. */
        MASKED,
        /** A spreadsheet took it for a number: only the first digits are left, the last of them perhaps rounded up. */
        ROUNDED,
        /** 17 characters: one is missing. */
        SHORT,
        /** 19 characters: one too many. */
        LONG,
        /** Nothing that could be an ID number; compared for equality only. */
        OTHER
    }

    public static final int LENGTH = 18;
    public static final byte HIDDEN = 15;
    public static final byte X = 10;
    /** At most so many corrections of one slip satisfy the check character. */
    public static final int MOST_REPAIRS = 64;

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final byte[] NOTHING = {};

    public static final PrintedNumber NONE = new PrintedNumber(State.ABSENT, NOTHING, 0, false);

    public final State state;
    /** 18 digits for VALID, BROKEN, MASKED and ROUNDED, {@link #HIDDEN} where unknown; 17 for SHORT, 19 for LONG. */
    public final byte[] digits;
    /** The packed number of VALID and BROKEN; a key for equality of SHORT, LONG and OTHER; 0 else. */
    public final long packed;
    /** A full number whose end could have been lost to a spreadsheet. */
    public final boolean perhapsRounded;

    private PrintedNumber(State state, byte[] digits, long packed, boolean perhapsRounded) {
        this.state = state;
        this.digits = digits;
        this.packed = packed;
        this.perhapsRounded = perhapsRounded;
    }

    /** Reads whatever stands in a cell. Never throws. */
    public static PrintedNumber read(String cell) {
        if (cell.isEmpty()) {
            return NONE;
        }
        if (cell.length() == LENGTH) {
            PrintedNumber fast = plain(cell);
            if (fast != null) {
                return fast;
            }
        }
        String text = Text.clean(cell);
        if (Text.saysNothing(text)) {
            return NONE;
        }
        String scientific = scientific(text);
        if (scientific != null) {
            return rounded(scientific);
        }
        return fromCharacters(text);
    }

    private static @org.jspecify.annotations.Nullable PrintedNumber plain(String cell) {
        byte[] digits = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                digits[i] = (byte) (c - '0');
            } else if (i == LENGTH - 1 && (c == 'X' || c == 'x')) {
                digits[i] = X;
            } else {
                return null;
            }
        }
        return full(digits);
    }

    /** The significant digits of 5.12301E+17, with a point where 18 digits would be hidden; null if it is no such number. */
    private static @org.jspecify.annotations.Nullable String scientific(String text) {
        int e = Math.max(text.indexOf('E'), text.indexOf('e'));
        if (e < 1 || e > 22 || text.length() - e > 5) {
            return null;
        }
        StringBuilder digits = new StringBuilder();
        int point = -1;
        for (int i = 0; i < e; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0) {
                point = digits.length();
            } else if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c != '+' && c != '\'' && c != ' ') {
                return null;
            }
        }
        int exponent = 0;
        int exponentDigits = 0;
        for (int i = e + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                exponent = exponent * 10 + c - '0';
                exponentDigits++;
            } else if (c != '+' || i != e + 1) {
                return null;
            }
        }
        int whole = point < 0 ? digits.length() : point;
        if (exponentDigits == 0 || digits.isEmpty() || (whole + exponent != 18 && whole + exponent != 15)) {
            return null;
        }
        return whole + exponent == 15 ? "15:" + digits : digits.toString();
    }

    private static PrintedNumber rounded(String scientific) {
        boolean old = scientific.startsWith("15:");
        String kept = old ? scientific.substring(3) : scientific;
        byte[] digits = new byte[LENGTH];
        Arrays.fill(digits, HIDDEN);
        if (old) {
            if (kept.length() == 15) {
                return fromCharacters(kept);
            }
            for (int i = 0; i < Math.min(kept.length(), 6); i++) {
                digits[i] = (byte) (kept.charAt(i) - '0');
            }
            if (kept.length() > 6) {
                digits[6] = 1;
                digits[7] = 9;
                for (int i = 6; i < Math.min(kept.length(), 15); i++) {
                    digits[i + 2] = (byte) (kept.charAt(i) - '0');
                }
            }
            return new PrintedNumber(State.ROUNDED, digits, 0, false);
        }
        if (kept.length() >= LENGTH) {
            return fromCharacters(kept.substring(0, LENGTH));
        }
        for (int i = 0; i < kept.length(); i++) {
            digits[i] = (byte) (kept.charAt(i) - '0');
        }
        return new PrintedNumber(State.ROUNDED, digits, 0, false);
    }

    private static PrintedNumber fromCharacters(String text) {
        int from = 0;
        int to = text.length();
        if (text.endsWith(".0") && to > 12) {
            to -= 2;
        } else if (text.endsWith(".00") && to > 12) {
            to -= 3;
        }
        byte[] read = new byte[Math.min(to, 40)];
        int n = 0;
        int digits = 0;
        int separators = 0;
        for (int i = from; i < to && n < read.length; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= '0' && c <= '9') {
                read[n++] = (byte) (c - '0');
                digits++;
            } else if (c == 'X' || c == 'x') {
                read[n++] = X;
            } else if (c == 'O' || c == 'o') {
                read[n++] = 0;
            } else if (c == 'l' || c == 'I' || c == '|') {
                read[n++] = 1;
            } else if (c == ' ' || c == '\'' || c == '"' || c == '=' || c == '`' || c == '’' || c == '‘' || c == ','
                    || c == ':') {
                continue;
            } else if (c == '-' || c == '.' || c == '_' || c == '/' || c == '·') {
                read[n++] = SEPARATOR;
                separators++;
            } else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x4E00 && c <= 0x9FFF)) {
                if (c == '某') {
                    read[n++] = HIDDEN;
                }
            } else {
                read[n++] = HIDDEN;
            }
        }
        if (separators > 0) {
            n = separators(read, n, digits, separators);
        }
        n = exes(read, n);
        return digits == 0 ? masksAll(read, n) : of(Arrays.copyOf(read, n), text);
    }

    private static PrintedNumber masksAll(byte[] read, int n) {
        for (int i = 0; i < n; i++) {
            if (read[i] == HIDDEN) {
                byte[] all = new byte[LENGTH];
                Arrays.fill(all, HIDDEN);
                return new PrintedNumber(State.MASKED, all, 0, false);
            }
        }
        return NONE;
    }

    private static final byte SEPARATOR = 14;

    /** Hyphens between groups go; a run of them that fills the length is a mask. */
    private static int separators(byte[] read, int n, int digits, int count) {
        boolean mask = count >= 3 && n >= 12;
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (read[i] != SEPARATOR) {
                read[kept++] = read[i];
            } else if (mask) {
                read[kept++] = HIDDEN;
            }
        }
        return kept;
    }

    /** An X is a check character only at the end and alone; elsewhere it hides a digit. */
    private static int exes(byte[] read, int n) {
        for (int i = 0; i < n; i++) {
            boolean check = i == n - 1 && (i == 0 || read[i - 1] != X);
            if (read[i] == X && !check) {
                read[i] = HIDDEN;
                if (i + 1 == n - 1 && read[i + 1] == X) {
                    read[i + 1] = HIDDEN;
                }
            }
        }
        return n;
    }

    private static PrintedNumber of(byte[] read, String text) {
        int n = read.length;
        int hidden = 0;
        for (byte b : read) {
            hidden += b == HIDDEN ? 1 : 0;
        }
        if (hidden > 0) {
            return masked(read, hidden);
        }
        return switch (n) {
            case LENGTH -> full(read);
            case 15 -> fifteen(read, text);
            case 17 -> new PrintedNumber(State.SHORT, read, Hash.of(text), false);
            case 19 -> new PrintedNumber(State.LONG, read, Hash.of(text), false);
            default -> new PrintedNumber(State.OTHER, NOTHING, Hash.of(text), false);
        };
    }

    private static PrintedNumber full(byte[] digits) {
        long number = 0;
        for (int i = 0; i < 17; i++) {
            number = number * 10 + digits[i];
        }
        boolean valid = dateFits(digits) && checkOf(digits) == digits[17];
        boolean tail = digits[17] != X && fitsDouble(number * 10 + digits[17]);
        return new PrintedNumber(valid ? State.VALID : State.BROKEN, digits, number * 11 + digits[17], tail);
    }

    /** Ends in 000, or is a whole number that a double can hold: what is left after a spreadsheet or a data frame. */
    private static boolean fitsDouble(long number) {
        return number % 1000 == 0 || (long) (double) number == number;
    }

    /** The 18-character number of the same person (GB 11643-1999: century 19, check character). */
    private static PrintedNumber fifteen(byte[] read, String text) {
        byte[] digits = new byte[LENGTH];
        System.arraycopy(read, 0, digits, 0, 6);
        digits[6] = 1;
        digits[7] = 9;
        System.arraycopy(read, 6, digits, 8, 9);
        if (read[14] == X || !dateFits(digits)) {
            return new PrintedNumber(State.OTHER, NOTHING, Hash.of(text), false);
        }
        digits[17] = checkOf(digits);
        return full(digits);
    }

    /** A mask of another length than 18 still shows the beginning and the end. */
    private static PrintedNumber masked(byte[] read, int hidden) {
        int n = read.length;
        byte[] digits = new byte[LENGTH];
        Arrays.fill(digits, HIDDEN);
        if (n == LENGTH) {
            System.arraycopy(read, 0, digits, 0, LENGTH);
        } else if (n - hidden > LENGTH) {
            return new PrintedNumber(State.OTHER, NOTHING, Hash.of(Arrays.toString(read)), false);
        } else {
            int head = 0;
            while (head < n && read[head] != HIDDEN && head < LENGTH) {
                digits[head] = read[head];
                head++;
            }
            for (int back = 1; back <= Math.min(n - head, LENGTH - head) && read[n - back] != HIDDEN; back++) {
                digits[LENGTH - back] = read[n - back];
            }
        }
        return new PrintedNumber(State.MASKED, digits, 0, false);
    }

    public static byte checkOf(byte[] digits) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += digits[i] * WEIGHTS[i];
        }
        return (byte) ((12 - sum % 11) % 11);
    }

    private static boolean dateFits(byte[] d) {
        for (int i = 6; i < 14; i++) {
            if (d[i] > 9) {
                return false;
            }
        }
        int year = d[6] * 1000 + d[7] * 100 + d[8] * 10 + d[9];
        int month = d[10] * 10 + d[11];
        int day = d[12] * 10 + d[13];
        if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        int last = month == 2
                ? (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
                : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
        return day <= last;
    }

    public boolean isFull() {
        return state == State.VALID || state == State.BROKEN;
    }

    /** Bit i set: the i-th of 18 characters is known. */
    public int visible() {
        int bits = 0;
        for (int i = 0; i < digits.length && i < LENGTH; i++) {
            bits |= digits[i] == HIDDEN ? 0 : 1 << i;
        }
        return bits;
    }

    /** Key of the characters at the positions of {@code visible}; both sides must know them. */
    public static long key(byte[] digits, int visible) {
        long key = visible;
        long word = 1;
        for (int i = 0; i < LENGTH; i++) {
            if ((visible >> i & 1) != 0) {
                word = word * 11 + digits[i];
                if (i == 8) {
                    key = Hash.mix(key + word);
                    word = 1;
                }
            }
        }
        return Hash.mix(key + word);
    }

    /** Known digits before the first unknown one. */
    public int prefix() {
        int n = 0;
        while (n < digits.length && digits[n] != HIDDEN) {
            n++;
        }
        return n;
    }

    public static byte[] unpack(long packed) {
        byte[] digits = new byte[LENGTH];
        digits[17] = (byte) (packed % 11);
        long number = packed / 11;
        for (int i = 16; i >= 0; i--) {
            digits[i] = (byte) (number % 10);
            number /= 10;
        }
        return digits;
    }

    private static long pack(byte[] digits) {
        long number = 0;
        for (int i = 0; i < 17; i++) {
            number = number * 10 + digits[i];
        }
        return number * 11 + digits[17];
    }

    /** Whether a packed number is a valid one. */
    public static boolean isValid(long packed) {
        byte[] digits = unpack(packed);
        return dateFits(digits) && checkOf(digits) == digits[17];
    }

    /**
     * The valid numbers one slip away from a broken one, packed: a digit wrong, two neighbours swapped, one lost, one
     * doubled or added. At most {@value #MOST_REPAIRS}; none for a number that is not broken.
     */
    public void repairs(LongConsumer out) {
        switch (state) {
            case BROKEN -> substitutions(out);
            case SHORT -> insertions(out);
            case LONG -> deletions(out);
            case ABSENT, VALID, MASKED, ROUNDED, OTHER -> {}
        }
    }

    private void substitutions(LongConsumer out) {
        byte[] d = digits.clone();
        int rest = 0;
        for (int i = 0; i < 17; i++) {
            if (d[i] > 9) {
                return;
            }
            rest += d[i] * WEIGHTS[i];
        }
        int target = (12 - d[17]) % 11; // the weighted sum that the check character asks for
        for (int i = 0; i < 17; i++) {
            byte was = d[i];
            for (byte v = 0; v <= 9; v++) {
                if (v != was && Math.floorMod(rest + (v - was) * WEIGHTS[i], 11) == target) {
                    d[i] = v;
                    offer(d, out);
                }
            }
            d[i] = was;
        }
        d[17] = checkOf(d);
        if (d[17] != digits[17]) {
            offer(d, out);
        }
        d[17] = digits[17];
        for (int i = 0; i < 17; i++) {
            if (d[i] != d[i + 1] && (i < 16 || d[17] != X)) {
                swap(d, i);
                if (checkOf(d) == d[17]) {
                    offer(d, out);
                }
                swap(d, i);
            }
        }
    }

    private static void swap(byte[] d, int i) {
        byte left = d[i];
        d[i] = d[i + 1];
        d[i + 1] = left;
    }

    private void insertions(LongConsumer out) {
        byte[] d = new byte[LENGTH];
        for (int at = 0; at < LENGTH; at++) {
            System.arraycopy(digits, 0, d, 0, at);
            System.arraycopy(digits, at, d, at + 1, 17 - at);
            for (byte v = 0; v <= (at == 17 ? 10 : 9); v++) {
                d[at] = v;
                if (tenOrLess(d) && checkOf(d) == d[17]) {
                    offer(d, out);
                }
            }
        }
    }

    private void deletions(LongConsumer out) {
        byte[] d = new byte[LENGTH];
        for (int at = 0; at < 19; at++) {
            if (at > 0 && digits[at] == digits[at - 1]) {
                continue;
            }
            System.arraycopy(digits, 0, d, 0, at);
            System.arraycopy(digits, at + 1, d, at, LENGTH - at);
            if (tenOrLess(d) && checkOf(d) == d[17]) {
                offer(d, out);
            }
        }
    }

    private static boolean tenOrLess(byte[] d) {
        for (int i = 0; i < 17; i++) {
            if (d[i] > 9) {
                return false;
            }
        }
        return true;
    }

    private static void offer(byte[] d, LongConsumer out) {
        if (dateFits(d)) {
            out.accept(pack(d));
        }
    }

    public enum Likeness {
        EQUAL,
        /** One slip away from the other, and the check character confirms it. */
        REPAIRED,
        /** What a spreadsheet left of it agrees. */
        ROUNDED,
        /** All characters that both show agree. */
        SHOWN,
        /** As SHOWN, but for one character or two swapped. */
        SHOWN_NEAR,
        /** Two characters differ, more than one slip explains. */
        NEAR,
        DIFFERENT,
        MISSING
    }

    public static Likeness compare(PrintedNumber a, PrintedNumber b) {
        if (a.state == State.ABSENT || b.state == State.ABSENT) {
            return Likeness.MISSING;
        }
        if (a.state == State.OTHER || b.state == State.OTHER) {
            return a.state == b.state && a.packed == b.packed ? Likeness.EQUAL : Likeness.DIFFERENT;
        }
        if (a.isFull() && b.isFull()) {
            return a.packed == b.packed ? Likeness.EQUAL : fulls(a, b);
        }
        if (odd(a) || odd(b)) {
            return lengths(a, b);
        }
        if (a.state == State.ROUNDED || b.state == State.ROUNDED) {
            Likeness cut = a.state == State.ROUNDED ? cut(a, b) : cut(b, a);
            if (cut != Likeness.DIFFERENT) {
                return cut;
            }
        }
        return masks(a, b);
    }

    private static boolean odd(PrintedNumber n) {
        return n.state == State.SHORT || n.state == State.LONG;
    }

    private static Likeness fulls(PrintedNumber a, PrintedNumber b) {
        int differ = 0;
        int first = -1;
        int last = -1;
        for (int i = 0; i < LENGTH; i++) {
            if (a.digits[i] != b.digits[i]) {
                differ++;
                first = first < 0 ? i : first;
                last = i;
            }
        }
        boolean swapped = differ == 2
                && last == first + 1
                && a.digits[first] == b.digits[last]
                && a.digits[last] == b.digits[first];
        boolean oneValid = (a.state == State.VALID) != (b.state == State.VALID);
        if (oneValid && (differ == 1 || swapped)) {
            return Likeness.REPAIRED;
        }
        if ((a.perhapsRounded && first >= 14 && roundsTo(b, a))
                || (b.perhapsRounded && first >= 14 && roundsTo(a, b))) {
            return Likeness.ROUNDED;
        }
        return differ <= 2 || swapped || shifted(a.digits, b.digits) ? Likeness.NEAR : Likeness.DIFFERENT;
    }

    /** A digit lost at one place and another added elsewhere: a block of digits moved by one. */
    private static boolean shifted(byte[] a, byte[] b) {
        int first = Arrays.mismatch(a, b);
        int last = LENGTH - 1;
        while (a[last] == b[last]) {
            last--;
        }
        return Arrays.equals(a, first + 1, last + 1, b, first, last)
                || Arrays.equals(a, first, last, b, first + 1, last + 1);
    }

    /** Whether {@code full}, taken for a number by a program, would print as {@code printed}. */
    private static boolean roundsTo(PrintedNumber full, PrintedNumber printed) {
        if (full.digits[17] == X || printed.digits[17] == X) {
            return false;
        }
        long exact = number(full.digits);
        long shown = number(printed.digits);
        return Math.abs(exact - shown) < 1000 && (shown % 1000 == 0 || (long) (double) exact == shown);
    }

    private static long number(byte[] digits) {
        long number = 0;
        for (int i = 0; i < LENGTH; i++) {
            number = number * 10 + digits[i];
        }
        return number;
    }

    /** The visible beginning agrees, its last digit perhaps rounded up. */
    private static Likeness cut(PrintedNumber rounded, PrintedNumber other) {
        int n = Math.min(rounded.prefix(), other.prefix());
        if (other.state == State.MASKED || n < 4) {
            return Likeness.DIFFERENT;
        }
        long left = 0;
        long right = 0;
        for (int i = 0; i < n; i++) {
            left = left * 10 + rounded.digits[i];
            right = right * 10 + (other.digits[i] == X ? 0 : other.digits[i]);
        }
        boolean up = n < LENGTH && n < other.prefix() && other.digits[n] >= 5 && left == right + 1;
        return left == right || up ? Likeness.ROUNDED : Likeness.DIFFERENT;
    }

    private static Likeness masks(PrintedNumber a, PrintedNumber b) {
        int shown = 0;
        int differ = 0;
        int first = -1;
        int last = -1;
        for (int i = 0; i < LENGTH; i++) {
            byte x = a.digits[i];
            byte y = b.digits[i];
            if (x != HIDDEN && y != HIDDEN) {
                shown++;
                if (x != y) {
                    differ++;
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
        }
        if (shown == 0) {
            return Likeness.MISSING;
        }
        if (differ == 0) {
            return Likeness.SHOWN;
        }
        boolean swapped = differ == 2
                && last == first + 1
                && a.digits[first] == b.digits[last]
                && a.digits[last] == b.digits[first];
        return shown >= 6 && (differ == 1 || swapped) ? Likeness.SHOWN_NEAR : Likeness.DIFFERENT;
    }

    /** One of the two has 17 or 19 characters. */
    private static Likeness lengths(PrintedNumber a, PrintedNumber b) {
        if (a.state == b.state) {
            return a.packed == b.packed ? Likeness.EQUAL : Likeness.DIFFERENT;
        }
        PrintedNumber odd = odd(a) ? a : b;
        PrintedNumber other = odd == a ? b : a;
        if (!other.isFull()) {
            return Likeness.MISSING;
        }
        byte[] shorter = odd.state == State.SHORT ? odd.digits : other.digits;
        byte[] longer = odd.state == State.SHORT ? other.digits : odd.digits;
        int head = 0;
        while (head < shorter.length && shorter[head] == longer[head]) {
            head++;
        }
        int tail = 0;
        while (tail < shorter.length - head && shorter[shorter.length - 1 - tail] == longer[longer.length - 1 - tail]) {
            tail++;
        }
        int rest = shorter.length - head - tail;
        return rest == 0 ? Likeness.REPAIRED : rest <= 1 ? Likeness.NEAR : Likeness.DIFFERENT;
    }

    /** For people: the first and last four characters at most, the rest as stars. */
    public String masked() {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < digits.length; i++) {
            boolean open = i < 4 || i >= digits.length - 4;
            text.append(!open || digits[i] == HIDDEN ? '*' : digits[i] == X ? 'X' : (char) ('0' + digits[i]));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "PrintedNumber[" + state + "]";
    }
}
