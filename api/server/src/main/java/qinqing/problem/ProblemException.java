package qinqing.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem answer; whatever its transaction did is rolled back. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * One wrong field of the input.
     *
     * @param pointer JSON pointer (RFC 6901) into the body, or the name of a parameter
     */
    public record FieldError(String pointer, Text detail) {}

    private final ProblemType type;
    private final transient @Nullable Text detail;
    private final transient List<FieldError> errors;
    private final transient @Nullable Duration retryAfter;

    private ProblemException(
            ProblemType type, @Nullable Text detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(type.name());
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public ProblemException(ProblemType type) {
        this(type, null, List.of(), null);
    }

    /** @param zh what happened and what to do, in Chinese; {@code en} the same in English; no personal data in either */
    public ProblemException(ProblemType type, String zh, String en) {
        this(type, new Text(zh, en), List.of(), null);
    }

    public ProblemException(ProblemType type, Text detail, List<FieldError> errors) {
        this(type, detail, errors, null);
    }

    public static ProblemException retryAfter(ProblemType type, Duration wait, Text detail) {
        return new ProblemException(type, detail, List.of(), wait);
    }

    public ProblemType type() {
        return type;
    }

    public Optional<Text> detail() {
        return Optional.ofNullable(detail);
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
