package qinqing.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.Text;

/**
 * What the contract says of one parameter.
 *
 * @param place {@code path}, {@code query} or {@code header}
 * @param otherwise what a value that doesn't fit should have been
 */
record ParameterRule(String name, String place, Predicate<String> fits, Text otherwise) {
    /** Java reads shorter ids too; PostgreSQL and other clients would not. */
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** @param schema of the parameter, without references */
    static ParameterRule of(String name, String place, Map<?, ?> schema) {
        return switch (String.valueOf(schema.get("type"))) {
            case "boolean" ->
                rule(name, place, List.of("true", "false")::contains, "须为 true 或 false", "must be true or false");
            case "integer" -> wholeNumber(name, place, schema);
            default -> text(name, place, schema);
        };
    }

    /** What is wrong with the value; empty when nothing is. */
    Optional<FieldError> fault(String value) {
        return fits.test(value) ? Optional.empty() : Optional.of(new FieldError(name, otherwise));
    }

    private static ParameterRule wholeNumber(String name, String place, Map<?, ?> schema) {
        long least = number(schema.get("minimum"), Long.MIN_VALUE);
        long most = number(schema.get("maximum"), Long.MAX_VALUE);
        return rule(
                name,
                place,
                value -> WHOLE_NUMBER.matcher(value).matches()
                        && Long.parseLong(value) >= least
                        && Long.parseLong(value) <= most,
                "须为 %d 到 %d 的整数".formatted(least, most),
                "must be a whole number from %d to %d".formatted(least, most));
    }

    private static ParameterRule text(String name, String place, Map<?, ?> schema) {
        if (schema.get("enum") instanceof List<?> words) {
            var known = words.stream().map(String::valueOf).toList();
            return rule(
                    name,
                    place,
                    known::contains,
                    "须为下列之一：" + String.join("、", known),
                    "must be one of " + String.join(", ", known));
        }
        if ("uuid".equals(schema.get("format"))) {
            return rule(name, place, value -> UUID.matcher(value).matches(), "须为标识号（UUID）", "must be an id (UUID)");
        }
        if ("date".equals(schema.get("format"))) {
            return rule(name, place, ParameterRule::isDate, "日期应为 YYYY-MM-DD", "must be a date, YYYY-MM-DD");
        }
        if (schema.get("pattern") instanceof String shape) {
            var pattern = Pattern.compile(shape);
            return rule(
                    name,
                    place,
                    value -> fitsLength(value, schema) && pattern.matcher(value).find(),
                    "格式不正确",
                    "has the wrong format");
        }
        return rule(
                name,
                place,
                value -> fitsLength(value, schema) && value.indexOf('\0') < 0,
                "长度须为 %d 到 %d 个字，且不含不可见字符".formatted(shortest(schema), longest(schema)),
                "must have %d to %d characters, all of them visible".formatted(shortest(schema), longest(schema)));
    }

    private static ParameterRule rule(String name, String place, Predicate<String> fits, String zh, String en) {
        return new ParameterRule(name, place, fits, new Text(zh, en));
    }

    private static boolean isDate(String value) {
        try {
            return DATE.matcher(value).matches() && LocalDate.parse(value) != null;
        } catch (DateTimeParseException noSuchDay) {
            return false;
        }
    }

    private static boolean fitsLength(String value, Map<?, ?> schema) {
        int length = value.codePointCount(0, value.length());
        return length >= shortest(schema) && length <= longest(schema);
    }

    private static long shortest(Map<?, ?> schema) {
        return number(schema.get("minLength"), 0);
    }

    private static long longest(Map<?, ?> schema) {
        return number(schema.get("maxLength"), Integer.MAX_VALUE);
    }

    private static long number(@Nullable Object written, long otherwise) {
        return written instanceof Number number ? number.longValue() : otherwise;
    }
}
