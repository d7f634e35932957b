package qinqing.problem;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a problem may repeat of a request. Somebody who puts an ID number into an address or makes it a field's name must
 * not find it again in an answer, which others log (S6): only what looks like a name of ours, an id or a notice's number
 * comes back.
 */
final class Echo {
    /** Allowed in a URI reference and in a JSON pointer. */
    private static final String HIDDEN = "-";

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern NOTICE_NUMBER = Pattern.compile("[0-9]{6}-[0-9]{4}-[0-9]{1,6}");
    /** A phone has eleven digits, an ID number fifteen or eighteen. */
    private static final Pattern WORD = Pattern.compile("(?=(?:[^0-9]*[0-9]){0,6}[^0-9]*$)[A-Za-z0-9._-]{0,100}");

    private Echo() {}

    static String ofPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(Echo::ofSegment).collect(Collectors.joining("/"));
    }

    static String ofName(String name) {
        return WORD.matcher(name).matches() ? name : HIDDEN;
    }

    private static String ofSegment(String segment) {
        return ID.matcher(segment).matches() || NOTICE_NUMBER.matcher(segment).matches() ? segment : ofName(segment);
    }
}
