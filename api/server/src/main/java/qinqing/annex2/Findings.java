package qinqing.annex2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.InvalidValue;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Collects everything that is wrong with an input, each with its place, so that a person corrects it in one go. */
public final class Findings {
    private final List<FieldError> found = new ArrayList<>();

    public void add(String pointer, String zh, String en) {
        found.add(new FieldError(pointer, new Text(zh, en)));
    }

    public void addAll(List<FieldError> more) {
        found.addAll(more);
    }

    List<FieldError> all() {
        return List.copyOf(found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Reads a value if there is one; null when it is absent, blank or wrong. */
    public <T> @Nullable T read(String pointer, @Nullable String raw, Function<String, T> reader) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        try {
            return reader.apply(raw);
        } catch (InvalidValue e) {
            add(pointer, e.reason().chinese(), e.reason().english());
            return null;
        }
    }

    /** Free text of a form: trimmed, without control characters, within its length; null when empty. */
    @Nullable
    public String text(String pointer, @Nullable String raw, int atMost) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        var text = raw.strip();
        if (text.codePointCount(0, text.length()) > atMost) {
            add(pointer, "不能超过" + atMost + "个字", "has at most " + atMost + " characters");
            return null;
        }
        if (text.codePoints().anyMatch(Findings::isForbidden)) {
            add(pointer, "含有不可见的控制字符，请重新输入", "holds control characters");
            return null;
        }
        return text;
    }

    /** Control characters but for line breaks, and what turns the direction of reading, so that shown is not stored. */
    private static boolean isForbidden(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || Character.getType(c) == Character.SURROGATE;
    }

    /** @throws ProblemException 422 with everything found, if anything was */
    public void throwIfAny(String zh, String en) {
        if (!found.isEmpty()) {
            throw new ProblemException(ProblemType.RULE_NOT_MET, new Text(zh, en), all());
        }
    }
}
