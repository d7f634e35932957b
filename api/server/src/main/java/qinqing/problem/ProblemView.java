package qinqing.problem;

import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of {@code application/problem+json} (RFC 9457). */
record ProblemView(
        String type,
        String title,
        int status,
        @Nullable String detail,
        String instance,
        @Nullable String traceId,
        @Nullable List<FieldErrorView> errors) {

    record FieldErrorView(String pointer, String detail) {}

    /** @param wanted languages, the preferred one first */
    static ProblemView of(ProblemException e, String path, List<Locale> wanted) {
        var errors = e.errors().stream()
                .map(error -> new FieldErrorView(error.pointer(), error.detail().in(wanted)))
                .toList();
        return new ProblemView(
                e.type().uri(),
                e.type().title().in(wanted),
                e.type().status(),
                e.detail().map(detail -> detail.in(wanted)).orElse(null),
                path,
                currentTrace(),
                errors.isEmpty() ? null : errors);
    }

    private static @Nullable String currentTrace() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
