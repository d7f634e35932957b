package qinqing.linkage.field;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** The first step of every comparison: one spelling for what looks the same. */
public final class Text {

    /** Longer cells are cut: no name, number or address of a person is longer, and work stays bounded. */
    public static final int LONGEST = 400;

    private Text() {}

    /** NFKC without invisible characters, broken surrogates as U+FFFD, blanks single and trimmed; empty for null. */
    public static String clean(@Nullable String written) {
        if (written == null || written.isEmpty()) {
            return "";
        }
        String text = written.length() > LONGEST ? written.substring(0, LONGEST) : written;
        return isPlain(text) ? text : flatten(text);
    }

    /** A word for nothing: 无, 不详, /, -, NULL. */
    public static boolean saysNothing(String clean) {
        return switch (clean) {
            case "",
                    "无",
                    "不详",
                    "不明",
                    "未知",
                    "暂无",
                    "没有",
                    "/",
                    "\\",
                    "-",
                    "--",
                    "—",
                    "——",
                    "、",
                    ".",
                    "NULL",
                    "null",
                    "None",
                    "none",
                    "nan",
                    "NaN",
                    "N/A",
                    "n/a",
                    "#N/A",
                    "空" -> true;
            default -> false;
        };
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fine = (c >= '0' && c <= '9') || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 'A' && c <= 'Z') || c == '*';
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    private static String flatten(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= 0xD800 && c <= 0xDFFF) {
                visible.append('\uFFFD');
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                visible.append(' ');
            } else if (!isInvisible(c)) {
                visible.appendCodePoint(c);
            }
        }
        String flat = Normalizer.isNormalized(visible, Normalizer.Form.NFKC)
                ? visible.toString()
                : Normalizer.normalize(visible, Normalizer.Form.NFKC);
        StringBuilder single = new StringBuilder(flat.length());
        for (int i = 0; i < flat.length(); i++) {
            char c = flat.charAt(i);
            if (c != ' ' || (!single.isEmpty() && single.charAt(single.length() - 1) != ' ')) {
                single.append(c);
            }
        }
        if (!single.isEmpty() && single.charAt(single.length() - 1) == ' ') {
            single.setLength(single.length() - 1);
        }
        return single.toString();
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0x034F;
    }
}
