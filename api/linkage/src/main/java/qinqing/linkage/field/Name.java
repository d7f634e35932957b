package qinqing.linkage.field;

import java.util.Arrays;

/**
 * A name as it is compared: standard characters without dots and blanks, {@link #HIDDEN} where a list hides or lost one.
 * Equal written forms after normalisation give equal keys. Immutable.
 */
public final class Name {

    /** A character that is masked, unreadable or lost. */
    public static final int HIDDEN = -1;

    private static final HanTable HAN = HanTable.INSTANCE;
    private static final int[] NONE = {};
    public static final Name MISSING = new Name("", NONE, false);

    /** As cleaned, for people to read. */
    public final String written;

    public final int[] chars;
    /** 张某, 张**先生: the number of given characters is not told. */
    public final boolean openEnd;

    public final boolean masked;
    /** Key of the characters; of masked names too, but those stand for many. */
    public final long exact;

    public final long sound;
    public final long dialect;

    private Name(String written, int[] chars, boolean openEnd) {
        this.written = written;
        this.chars = chars;
        this.openEnd = openEnd;
        boolean hidden = openEnd;
        long e = chars.length;
        long s = chars.length;
        long d = chars.length;
        for (int c : chars) {
            hidden |= c == HIDDEN;
            e = Hash.mix(e + c);
            short sound = HAN.sound(c);
            s = Hash.mix(s + (sound == 0 ? c : -2L - sound));
            short dialect = HAN.dialect(c);
            d = Hash.mix(d + (dialect == 0 ? c : -2L - dialect));
        }
        masked = hidden;
        exact = e;
        sound = s;
        dialect = d;
    }

    /** Reads whatever stands in a cell. Never throws. */
    public static Name read(String cell) {
        String clean = Text.clean(cell);
        if (Text.saysNothing(clean)) {
            return MISSING;
        }
        int bracket = clean.indexOf('('); // 张三(已故), 李四(户主)
        String name = bracket > 0 ? clean.substring(0, bracket) : clean;
        int[] chars = new int[Math.min(name.length(), MAX)];
        int n = 0;
        boolean open = false;
        boolean latin = false;
        for (int i = 0; i < name.length() && n < MAX; ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (isDot(c) || c == ' ' || c == '-' || c == '\'' || c == '`') {
                continue;
            }
            if (isHidden(c)) {
                chars[n++] = HIDDEN;
            } else if (c == '某' && n >= 1) {
                chars[n++] = HIDDEN;
                open = true;
            } else if (c < 0x80) {
                latin = true;
                chars[n++] = Character.toUpperCase(c);
            } else {
                chars[n++] = HAN.standard(c);
            }
        }
        // X hides a character in a Chinese name (张X三); in a Latin one it is a letter.
        if (latin && n > 1 && chars[0] > 0x2E80) {
            for (int i = 0; i < n; i++) {
                if (chars[i] == 'X' || chars[i] == 'O') {
                    chars[i] = HIDDEN;
                }
            }
        }
        open |= n == 2 && chars[1] == HIDDEN; // 张* is written for 张三 and for 张三丰
        boolean known = false;
        for (int i = 0; i < n; i++) {
            known |= chars[i] != HIDDEN;
        }
        return known ? new Name(clean, Arrays.copyOf(chars, n), open) : MISSING;
    }

    private static final int MAX = 64;

    private static boolean isDot(int c) {
        return switch (c) {
            case 0xB7,
                    0x2022,
                    0x30FB,
                    0xFF0E,
                    0x2027,
                    0x2219,
                    0x22C5,
                    0x02D9,
                    0xA78F,
                    0x2E31,
                    0x16EB,
                    0xFE52,
                    0x387,
                    '.',
                    0x2024,
                    0x00B0,
                    0x3002,
                    ',',
                    0xFF65,
                    0x2E33,
                    0x10101 -> true;
            default -> false;
        };
    }

    /** Mask characters, and what is left of characters that a program could not write. */
    private static boolean isHidden(int c) {
        return switch (c) {
            case '*',
                    '?',
                    '#',
                    '_',
                    '+',
                    0xD7,
                    0x25A1,
                    0x25A0,
                    0x25CB,
                    0x25EF,
                    0x3007,
                    0x2605,
                    0x2606,
                    0x203B,
                    0xFFFD,
                    0x2573,
                    0x3013,
                    0x2217,
                    0x25C7,
                    0x25C6,
                    0x25AB,
                    0x25AA,
                    0x2B1C,
                    0x2B1B,
                    0x20DE,
                    0x274C,
                    0x25CF,
                    '~' -> true;
            default -> (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
        };
    }

    public boolean isMissing() {
        return chars.length == 0;
    }

    public int length() {
        return chars.length;
    }

    /** Key of the name with the character at {@code hole} left open; what a mask of that shape shows. */
    public long without(int hole) {
        long key = Hash.mix(chars.length + 1000L);
        for (int i = 0; i < chars.length; i++) {
            key = Hash.mix(key + (i == hole ? -99 : chars[i]));
        }
        return key;
    }

    /** Key of what a masked name shows; equals the key of {@link #pattern(int)} of each full name it may stand for. */
    public long pattern() {
        int bits = 0;
        for (int i = 0; i < Math.min(chars.length, 30); i++) {
            bits |= chars[i] == HIDDEN ? 0 : 1 << i;
        }
        return openEnd ? head() : pattern(bits);
    }

    /** Key of the characters at the positions of {@code visible}, and the length. */
    public long pattern(int visible) {
        long key = Hash.mix(chars.length + 2000L);
        for (int i = 0; i < chars.length; i++) {
            key = Hash.mix(key + (i < 30 && (visible >> i & 1) != 0 ? chars[i] : -98));
        }
        return key;
    }

    /** Key of the first character alone. */
    public long head() {
        return chars.length == 0 ? 0 : Hash.mix(3000L + chars[0]);
    }

    @Override
    public String toString() {
        return chars.length == 0 ? "Name[]" : "Name[" + Character.toString(Math.max(chars[0], '*')) + "…]";
    }

    /** How two names agree; the first that fits. */
    public enum Likeness {
        EQUAL,
        SOUND,
        DIALECT,
        SHAPE,
        /** What a masked or damaged name shows agrees. */
        SHOWN,
        /** What it shows sounds or looks the same. */
        SHOWN_ALIKE,
        /** One of three or more characters is another; the surname is not. */
        ONE_OTHER,
        /** A character lost, doubled or added, or two swapped. */
        EDITED,
        SURNAME,
        DIFFERENT,
        MISSING
    }

    public static Likeness compare(Name a, Name b) {
        int[] x = a.chars;
        int[] y = b.chars;
        if (x.length == 0 || y.length == 0) {
            return Likeness.MISSING;
        }
        if (a.exact == b.exact && !a.masked && Arrays.equals(x, y)) {
            return Likeness.EQUAL;
        }
        if (a.masked || b.masked) {
            return shown(a, b);
        }
        if (x.length == y.length) {
            return sameLength(x, y);
        }
        return edited(x, y) ? Likeness.EDITED : surname(x, y);
    }

    private static Likeness surname(int[] x, int[] y) {
        return x[0] == y[0] ? Likeness.SURNAME : Likeness.DIFFERENT;
    }

    private static Likeness sameLength(int[] x, int[] y) {
        int differ = 0;
        int at = -1;
        boolean sound = true;
        boolean dialect = true;
        boolean shape = true;
        for (int i = 0; i < x.length; i++) {
            if (x[i] != y[i]) {
                differ++;
                at = i;
                sound = sound && HAN.soundsLike(x[i], y[i]);
                dialect = dialect && (sound || HAN.soundsLikeInDialect(x[i], y[i]));
                shape = shape && HAN.looksLike(x[i], y[i]);
            }
        }
        if (sound) {
            return Likeness.SOUND;
        }
        if (shape && differ < x.length) {
            return Likeness.SHAPE;
        }
        if (dialect) {
            return Likeness.DIALECT;
        }
        if (differ == 2 && swapped(x, y)) {
            return Likeness.EDITED;
        }
        if (differ == 1 && x.length >= 3) {
            return at == 0 && x.length < 5 ? Likeness.DIFFERENT : Likeness.ONE_OTHER;
        }
        return surname(x, y);
    }

    private static boolean swapped(int[] x, int[] y) {
        for (int i = 0; i + 1 < x.length; i++) {
            if (x[i] != y[i]) {
                return x[i] == y[i + 1] && x[i + 1] == y[i];
            }
        }
        return false;
    }

    /** One character more or less, or, in the long names of minorities, a part left out. */
    private static boolean edited(int[] x, int[] y) {
        int[] shorter = x.length < y.length ? x : y;
        int[] longer = x.length < y.length ? y : x;
        int head = 0;
        while (head < shorter.length && shorter[head] == longer[head]) {
            head++;
        }
        int tail = 0;
        while (tail < shorter.length - head && shorter[shorter.length - 1 - tail] == longer[longer.length - 1 - tail]) {
            tail++;
        }
        boolean contained = head + tail >= shorter.length;
        return contained
                && shorter.length >= 2
                && (longer.length - shorter.length == 1 || (shorter.length >= 4 && head == shorter.length));
    }

    private static Likeness shown(Name a, Name b) {
        int[] x = a.chars;
        int[] y = b.chars;
        boolean open = a.openEnd || b.openEnd;
        if (x.length != y.length && !open) {
            return x[0] != HIDDEN && x[0] == y[0] ? Likeness.SURNAME : Likeness.DIFFERENT;
        }
        int same = 0;
        int alike = 0;
        int other = 0;
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            if (x[i] == HIDDEN || y[i] == HIDDEN) {
                continue;
            }
            if (x[i] == y[i]) {
                same++;
            } else if (HAN.soundsLike(x[i], y[i]) || HAN.looksLike(x[i], y[i])) {
                alike++;
            } else {
                other++;
            }
        }
        if (other > 0 || same + alike == 0) {
            return x[0] != HIDDEN && x[0] == y[0] ? Likeness.SURNAME : Likeness.DIFFERENT;
        }
        return alike == 0 ? Likeness.SHOWN : Likeness.SHOWN_ALIKE;
    }
}
