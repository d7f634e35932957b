package qinqing.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Reads the fields of one request and collects all that is wrong with them, so that a clerk corrects everything at once. */
public final class Input {
    /** Controls, and what turns the reading direction or cannot be seen: a name with them looks like another. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

    private final List<FieldError> shape = new ArrayList<>();
    private final List<FieldError> content = new ArrayList<>();

    /** The shape is wrong: 400. */
    public void malformed(String pointer, String zh, String en) {
        shape.add(new FieldError(pointer, new Text(zh, en)));
    }

    /** The shape is right, the content against a rule or a fact: 422. */
    public void refused(String pointer, String zh, String en) {
        content.add(new FieldError(pointer, new Text(zh, en)));
    }

    /** A required text; empty when it is missing, so that reading can go on. */
    public String text(String pointer, @Nullable String value, int longest) {
        return optionalText(pointer, value, longest).orElseGet(() -> {
            if (value == null || value.isBlank()) {
                malformed(pointer, "必填", "required");
            }
            return "";
        });
    }

    /** One line of text without outer blanks; empty when it is absent, blank or wrong. */
    public Optional<String> optionalText(String pointer, @Nullable String value, int longest) {
        return checked(pointer, value, longest, UNSEEN);
    }

    /** Text of several lines. */
    public Optional<String> optionalLines(String pointer, @Nullable String value, int longest) {
        return checked(
                pointer,
                value == null ? null : value.replace("\r\n", "\n"),
                longest,
                Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]"));
    }

    public Optional<LocalDate> optionalDate(String pointer, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
            malformed(pointer, "须为年-月-日", "must be a date, YYYY-MM-DD");
            return Optional.empty();
        }
    }

    public <E extends Enum<E>> Optional<E> choice(String pointer, Class<E> type, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Enum.valueOf(type, value));
        } catch (IllegalArgumentException e) {
            malformed(pointer, "没有这个选项", "is not one of the choices");
            return Optional.empty();
        }
    }

    public Optional<UUID> id(String pointer, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(value))
                    .filter(id -> id.toString().equalsIgnoreCase(value));
        } catch (IllegalArgumentException e) {
            malformed(pointer, "不是有效的编号", "is not an id");
            return Optional.empty();
        }
    }

    /** Ends the request when something was wrong: 400 for the shape first, then 422. */
    public void done() {
        if (!shape.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_INPUT,
                    new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                    shape);
        }
        if (!content.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET, content.getFirst().detail(), content);
        }
    }

    /** A query parameter that has to be an id. */
    public static @Nullable UUID query(String name, @Nullable String value) {
        var input = new Input();
        var id = input.id(name, value);
        input.done();
        return id.orElse(null);
    }

    /** A query parameter that has to be one of a few words. */
    public static <E extends Enum<E>> @Nullable E query(String name, Class<E> type, @Nullable String value) {
        var input = new Input();
        var choice = input.choice(name, type, value);
        input.done();
        return choice.orElse(null);
    }

    /** A query parameter of text. */
    public static @Nullable String query(String name, @Nullable String value, int longest) {
        var input = new Input();
        var text = value == null ? null : input.text(name, value, longest);
        input.done();
        return text;
    }

    private Optional<String> checked(String pointer, @Nullable String value, int longest, Pattern unwanted) {
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        var text = value.strip();
        if (text.codePointCount(0, text.length()) > longest) {
            malformed(pointer, "不能超过%d个字".formatted(longest), "at most %d characters".formatted(longest));
            return Optional.empty();
        }
        if (unwanted.matcher(text).find()) {
            malformed(pointer, "含有不可见字符", "has characters that can't be seen");
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
