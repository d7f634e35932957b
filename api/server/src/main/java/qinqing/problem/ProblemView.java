package qinqing.problem;

import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of {@code application/problem+json} (RFC 9457). */
record ProblemView(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String instance,
        @Nullable String traceId,
        @Nullable String requirement,
        @Nullable String article,
        @Nullable List<FieldErrorView> errors) {

    /** A sentence cites its rule as （A5.3，涪陵委办发〔2018〕14号）, or by its number alone. */
    private static final Pattern CITED = Pattern.compile("\\b(A\\d{1,2}\\.\\d{1,2})(?:，([^（）]+)）)?");

    record FieldErrorView(String pointer, String detail) {}

    /** @param wanted languages, the preferred one first */
    static ProblemView of(ProblemException e, String path, List<Locale> wanted) {
        var errors = e.errors().stream()
                .map(error -> new FieldErrorView(error.pointer(), error.detail().in(wanted)))
                .toList();
        var cited = cited(e);
        return new ProblemView(
                e.type().uri(),
                e.type().title().in(wanted),
                e.type().status(),
                e.detail().map(detail -> detail.in(wanted)).orElse(null),
                Echo.ofPath(path),
                currentTrace(),
                cited.map(rule -> rule.group(1)).orElse(null),
                cited.map(rule -> rule.group(2)).orElse(null),
                errors.isEmpty() ? null : errors);
    }

    private static Optional<MatchResult> cited(ProblemException e) {
        var sentences =
                Stream.concat(e.detail().stream(), e.errors().stream().map(ProblemException.FieldError::detail));
        return sentences
                .flatMap(sentence -> CITED.matcher(sentence.zh()).results())
                .findFirst();
    }

    static @Nullable String currentTrace() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
