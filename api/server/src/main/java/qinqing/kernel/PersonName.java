package qinqing.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person's name as it was written, 1 to 50 characters, made of letters of any script (rare characters in the private
 * use area too), middle dots, blanks, hyphens and apostrophes. Names are compared by {@link #key()}. What a list printed,
 * masks included, is a {@link PrintedName}.
 *
 * @param value the written form, without outer blanks and invisible characters
 */
public record PersonName(String value) {

    static final int LONGEST = 50;

    /** Every dot met in names of the minorities and of foreigners; 02D9 stands here because NFKC would tear it apart. */
    private static final Pattern DOTS = Pattern.compile("[·•・･.．‧∙⋅˙ꞏ⸱᛫﹒\u0387]");

    private static final Pattern APOSTROPHES = Pattern.compile("['‘’`ʼ＇]");
    private static final Pattern HYPHENS = Pattern.compile("[-‐‑‒–—―−－]");
    private static final Pattern BLANKS_AT_DOT_OR_HAN =
            Pattern.compile("(?<=[·\\p{IsIdeographic}\\p{Co}]) +| +(?=[·\\p{IsIdeographic}\\p{Co}])");

    /** @throws InvalidValue with a {@link NameFault} */
    public PersonName {
        value = cleaned(value);
        faultOf(value).ifPresent(fault -> {
            throw new InvalidValue(fault);
        });
    }

    /** @throws InvalidValue with a {@link NameFault} */
    public static PersonName of(String written) {
        return new PersonName(written);
    }

    /** What stands against a written name, if anything. */
    public static Optional<NameFault> reasonAgainst(String written) {
        return faultOf(cleaned(written));
    }

    /**
     * The form to compare: NFKC, no invisible characters, every middle dot as one {@code ·}, no blanks inside Chinese
     * names and one blank between Latin words, upper case. Making the key of a key changes nothing.
     */
    public String key() {
        return keyOf(value);
    }

    static String keyOf(String written) {
        if (Characters.isPlainHan(written)) {
            return written;
        }
        String text = DOTS.matcher(written).replaceAll("·");
        text = Characters.flat(text);
        // Upper-casing can leave letters decomposed, and composing can bring back a letter with a capital.
        text = Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFKC);
        text = DOTS.matcher(text).replaceAll("·");
        text = APOSTROPHES.matcher(text).replaceAll("'");
        text = HYPHENS.matcher(text).replaceAll("-");
        text = text.replaceAll("[\\s\\p{Z}]+", " ");
        text = BLANKS_AT_DOT_OR_HAN.matcher(text).replaceAll("");
        text = text.replaceAll("·{2,}", "·");
        return text.replaceAll("^[· ]+|[· ]+$", "");
    }

    /** The first character, then one star for each other. */
    public String masked() {
        int first = value.offsetByCodePoints(0, 1);
        return value.substring(0, first) + "*".repeat(Characters.length(value) - 1);
    }

    @Override
    public String toString() {
        return masked();
    }

    private static String cleaned(String written) {
        return Characters.isPlainHan(written) ? written : strip(Characters.withoutInvisible(written));
    }

    /** Outer blanks of every kind, the no-break and the ideographic one too. */
    private static String strip(String text) {
        return text.replaceAll("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$", "");
    }

    private static Optional<NameFault> faultOf(String text) {
        if (text.isEmpty()) {
            return Optional.of(NameFault.EMPTY);
        }
        if (Characters.length(text) > LONGEST) {
            return Optional.of(NameFault.TOO_LONG);
        }
        if (Characters.isPlainHan(text)) {
            return Optional.empty();
        }
        Optional<NameFault> fault = text.codePoints()
                .mapToObj(PersonName::faultOf)
                .flatMap(Optional::stream)
                .findFirst();
        if (fault.isPresent()) {
            return fault;
        }
        return isLetter(text.codePointAt(0)) ? Optional.empty() : Optional.of(NameFault.NO_LETTER_FIRST);
    }

    private static Optional<NameFault> faultOf(int c) {
        if (isLetter(c) || isMark(c) || isJoint(c)) {
            return Optional.empty();
        }
        if (Characters.isDirectional(c)) {
            return Optional.of(NameFault.DIRECTION);
        }
        if (c == '*' || c == '＊') {
            return Optional.of(NameFault.MASKED);
        }
        return Optional.of(
                switch (Character.getType(c)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.OTHER_NUMBER, Character.LETTER_NUMBER ->
                        NameFault.DIGIT;
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> NameFault.CONTROL;
                    default -> NameFault.SYMBOL;
                });
    }

    /** 〇 is a number to Unicode and a character to its bearers; radicals (⼀) come from copying out of PDF files. */
    private static boolean isLetter(int c) {
        return Character.isLetter(c)
                || Character.isIdeographic(c)
                || Characters.isPrivateUse(c)
                || (c >= 0x2E80 && c <= 0x2FD5);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isJoint(int c) {
        String one = Character.toString(c);
        return Character.getType(c) == Character.SPACE_SEPARATOR
                || DOTS.matcher(one).matches()
                || HYPHENS.matcher(one).matches()
                || APOSTROPHES.matcher(one).matches();
    }
}
