package qinqing.kernel;

import java.text.Normalizer;
import java.util.function.IntPredicate;

/** What characters do that cannot be seen: the common ground of all readers in this package. */
final class Characters {

    private Characters() {}

    /** Takes no room on paper: zero-width characters, byte-order mark, soft hyphen, fillers, tags. */
    static boolean isInvisible(int c) {
        return (c >= 0x200B && c <= 0x200D)
                || (c >= 0x2060 && c <= 0x2064)
                || c == 0xFEFF
                || c == 0x00AD
                || c == 0x034F
                || c == 0x180E
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE007F);
    }

    /** Turns the direction of reading, so that what is shown is not what is stored. */
    static boolean isDirectional(int c) {
        return c == 0x200E
                || c == 0x200F
                || c == 0x061C
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x206F);
    }

    /** Picks a glyph of the same character; belongs to the written form and not to the key. */
    static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || (c >= 0x180B && c <= 0x180D);
    }

    static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isPrivateUse(int c) {
        return Character.getType(c) == Character.PRIVATE_USE;
    }

    /** Unified ideographs and ASCII letters and digits only: nothing here to fold or to take away. Most of what lists hold. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isUnified(c) && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    /** Unified ideographs only, at least one. */
    static boolean isPlainHan(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnified(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isUnified(char c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    static String without(IntPredicate unwanted, String text) {
        return text.codePoints()
                .filter(unwanted.negate())
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String withoutInvisible(String text) {
        return isPlain(text) ? text : without(Characters::isInvisible, text);
    }

    /** NFKC without anything invisible, directional or glyph-picking: full width becomes half width. */
    static String flat(String text) {
        if (isPlain(text)) {
            return text;
        }
        String seen = without(c -> isInvisible(c) || isDirectional(c) || isVariationSelector(c), text);
        return Normalizer.normalize(seen, Normalizer.Form.NFKC);
    }

    static String withoutBlanks(String text) {
        return isPlain(text) ? text : without(Characters::isBlank, text);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
