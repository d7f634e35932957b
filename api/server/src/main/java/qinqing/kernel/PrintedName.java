package qinqing.kernel;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A name as a list printed it; kept whatever it is, as {@link PrintedId} is. */
public sealed interface PrintedName {

    /** A whole name. */
    record Valid(PersonName name) implements PrintedName {}

    /** Hidden in part: 张*三, 张某, 张某某, 李××. {@code raw} is what stood there. */
    record Masked(String raw) implements PrintedName {

        /** The key of the visible characters, one star for each hidden one. */
        public String pattern() {
            return PersonName.keyOf(PrintedNames.starred(raw));
        }

        @Override
        public String toString() {
            return "Masked[" + Characters.length(pattern()) + " characters]";
        }
    }

    /** Not a name. {@code raw} is what stood there and may be personal data. */
    record Broken(String raw, NameFault fault) implements PrintedName {
        @Override
        public String toString() {
            return "Broken[" + fault + "]";
        }
    }

    /** Nothing there. */
    record Absent() implements PrintedName {}

    /** Reads whatever stands in a cell. Never throws. */
    static PrintedName read(@Nullable String printed) {
        if (printed == null || PersonName.keyOf(printed).isEmpty()) {
            return new Absent();
        }
        String starred = PrintedNames.starred(printed);
        if (starred.indexOf('*') >= 0
                && PersonName.reasonAgainst(starred.replace("*", "某")).isEmpty()) {
            return new Masked(printed);
        }
        return PersonName.reasonAgainst(printed)
                .<PrintedName>map(fault -> new Broken(printed, fault))
                .orElseGet(() -> new Valid(PersonName.of(printed)));
    }
}

/** The mask styles of names. */
final class PrintedNames {

    private static final Pattern SIGNS =
            Pattern.compile("[*＊×✕✖□■▢○●◯◇◆?？_＿#＃\uFFFD]|(?<=\\p{IsHan}[xXＸｘ]{0,8})[xXＸｘ]");

    /** 某 hides a character anywhere but in front, where it could be a surname. */
    private static final Pattern SOME = Pattern.compile("(?<!^)某");

    private PrintedNames() {}

    static String starred(String printed) {
        if (Characters.isPlainHan(printed) && printed.indexOf('某') < 0) {
            return printed;
        }
        String text = Characters.withoutInvisible(printed).strip();
        String stars = SIGNS.matcher(text).replaceAll("*");
        return SOME.matcher(stars).replaceAll("*");
    }
}
