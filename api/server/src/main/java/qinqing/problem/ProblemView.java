package qinqing.problem;

import java.util.List;
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
}
