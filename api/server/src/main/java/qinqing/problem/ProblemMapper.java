package qinqing.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import qinqing.problem.ProblemException.FieldError;

/**
 * Turns whatever ends a request into {@code application/problem+json}, or a page for who reads pages, without a word of what the
 * person sent.
 */
class ProblemMapper {
    static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");
    /** A lost database is usually back by then (guarantees R2). */
    static final Duration RETRY_OUTAGE_AFTER = Duration.ofSeconds(5);

    /** What Vert.x says to an endpoint whose request was answered at its deadline. */
    private static final String ALREADY_ANSWERED = "Response has already been written";

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final ProblemPages pages;

    ProblemMapper(ProblemPages pages) {
        this.pages = pages;
    }

    @ServerExceptionMapper
    Response map(ProblemException e, UriInfo uri, HttpHeaders headers) {
        return answer(e, uri, headers);
    }

    @ServerExceptionMapper
    Response map(ConstraintViolationException e, UriInfo uri, HttpHeaders headers) {
        var errors = e.getConstraintViolations().stream()
                .map(violation -> new FieldError(pointer(violation), text(violation)))
                .sorted(java.util.Comparator.comparing(FieldError::pointer))
                .toList();
        return answer(
                new ProblemException(
                        ProblemType.INVALID_INPUT,
                        new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                        errors),
                uri,
                headers);
    }

    @ServerExceptionMapper
    Response map(JsonProcessingException e, UriInfo uri, HttpHeaders headers) {
        return answer(malformed(e), uri, headers);
    }

    /** Named apart, since Quarkus brings a mapper of its own for this one, which answers with the class it failed in. */
    @ServerExceptionMapper
    Response map(MismatchedInputException e, UriInfo uri, HttpHeaders headers) {
        return answer(malformed(e), uri, headers);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized(SecurityException e, UriInfo uri, HttpHeaders headers) {
        var type = e.getCause() != null
                        && String.valueOf(e.getCause().getMessage()).contains("exp")
                ? ProblemType.TOKEN_EXPIRED
                : ProblemType.NOT_LOGGED_IN;
        return answer(new ProblemException(type), uri, headers);
    }

    @ServerExceptionMapper
    Response map(ForbiddenException e, UriInfo uri, HttpHeaders headers) {
        return answer(new ProblemException(ProblemType.NOT_ALLOWED), uri, headers);
    }

    @ServerExceptionMapper
    Response map(WebApplicationException e, UriInfo uri, HttpHeaders headers) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return answer(malformed(json), uri, headers);
        }
        return answer(new ProblemException(typeOf(e.getResponse().getStatus())), uri, headers);
    }

    @ServerExceptionMapper
    Response map(OptimisticLockException e, UriInfo uri, HttpHeaders headers) {
        return answer(new ProblemException(ProblemType.STALE_VERSION), uri, headers);
    }

    @ServerExceptionMapper
    Response map(Throwable e, UriInfo uri, HttpHeaders headers) {
        return answer(recognised(e), uri, headers);
    }

    /** Looks through the causes for what a client can act upon; anything else is our own mistake. */
    static ProblemException recognised(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof OptimisticLockException || cause instanceof org.hibernate.StaleStateException) {
                return new ProblemException(ProblemType.STALE_VERSION);
            }
            var state = sqlState(cause);
            if (state.isPresent()) {
                var known = fromPostgres(state.get());
                if (known.isPresent()) {
                    return known.get();
                }
            }
            if (isOutage(cause)) {
                return ProblemException.retryAfter(
                        ProblemType.UNAVAILABLE,
                        RETRY_OUTAGE_AFTER,
                        new Text(
                                "数据库连接中断，结果未知；请稍后用同一幂等键重试",
                                "The database is unreachable; ask again with the same Idempotency-Key"));
            }
        }
        if (thrown instanceof IllegalStateException && ALREADY_ANSWERED.equals(thrown.getMessage())) {
            LOG.info("an answer came after its deadline");
            return new ProblemException(ProblemType.UNAVAILABLE);
        }
        // The message of an unexpected exception may quote what a person sent, so only its kind and place are logged.
        LOG.errorf("unexpected %s at %s", chain(thrown), place(thrown));
        return new ProblemException(ProblemType.INTERNAL_ERROR);
    }

    /** Hibernate Reactive dresses the client's exception up as one of JDBC. */
    private static Optional<String> sqlState(Throwable cause) {
        return switch (cause) {
            case PgException postgres -> Optional.ofNullable(postgres.getSqlState());
            case SQLException jdbc -> Optional.ofNullable(jdbc.getSQLState());
            default -> Optional.empty();
        };
    }

    private static Optional<ProblemException> fromPostgres(String state) {
        return switch (state) {
            case "23505" -> Optional.of(new ProblemException(ProblemType.ALREADY_EXISTS));
            case "23503" ->
                Optional.of(new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "所引用的对象不存在或仍被使用",
                        "Something referred to is not there, or is still in use"));
            case "40001", "40P01" ->
                Optional.of(ProblemException.retryAfter(
                        ProblemType.IN_PROGRESS, Duration.ofSeconds(1), ProblemType.IN_PROGRESS.title()));
            case "53100" -> Optional.of(new ProblemException(ProblemType.STORAGE_FULL));
            // 22021: a NUL character, which JSON allows and PostgreSQL does not
            case "22021", "22P05" ->
                Optional.of(new ProblemException(
                        ProblemType.INVALID_INPUT, "内容含有无法保存的字符", "The content has a character that can't be stored"));
            default ->
                state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                        ? Optional.of(ProblemException.retryAfter(
                                ProblemType.UNAVAILABLE, RETRY_OUTAGE_AFTER, ProblemType.UNAVAILABLE.title()))
                        : Optional.empty();
        };
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof io.vertx.core.VertxException // "Connection was closed", with a statement under way
                || cause instanceof io.vertx.core.impl.NoStackTraceThrowable
                || cause.getClass().getSimpleName().contains("ClosedConnection")
                || cause instanceof java.sql.SQLTransientException
                || cause instanceof java.util.concurrent.TimeoutException;
    }

    private static ProblemException malformed(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    new Text("含有合同中没有的字段", "A field is not part of the contract"),
                    List.of(new FieldError(pointer(unknown), new Text("未知字段", "unknown field"))));
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    new Text("字段的类型或取值有误", "A field has the wrong type or value"),
                    List.of(new FieldError(pointer(mapping), new Text("类型或取值有误", "wrong type or value"))));
        }
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST, "请求内容不是合法的 JSON", "The body is not well-formed JSON");
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() != null
                        ? Echo.ofName(step.getFieldName())
                        : Integer.toString(step.getIndex()))
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** {@code create.request.relatives[2].name} is {@code /relatives/2/name} to a client: method and parameter go. */
    private static String pointer(ConstraintViolation<?> violation) {
        var path = violation.getPropertyPath().toString();
        var parts = path.replace("[", ".").replace("]", "").split("\\.");
        var kept = parts.length > 2 ? List.of(parts).subList(2, parts.length) : List.of(parts[parts.length - 1]);
        return "/" + String.join("/", kept);
    }

    private static Text text(ConstraintViolation<?> violation) {
        var name = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (name) {
            case "NotNull", "NotBlank", "NotEmpty" -> new Text("必填", "required");
            case "Size", "Length" -> new Text("长度不符合要求", "has the wrong length");
            case "Pattern" -> new Text("格式不正确", "has the wrong format");
            case "Past", "PastOrPresent" -> new Text("不能是将来的日期", "must not be in the future");
            case "Min", "DecimalMin", "Positive", "PositiveOrZero" -> new Text("数值过小", "is too small");
            case "Max", "DecimalMax" -> new Text("数值过大", "is too large");
            default -> new Text("填写有误", "is invalid");
        };
    }

    private static ProblemType typeOf(int status) {
        for (var type : ProblemType.values()) {
            if (type.status() == status) {
                return type;
            }
        }
        return status < 500 ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL_ERROR;
    }

    private Response answer(ProblemException e, UriInfo uri, HttpHeaders headers) {
        var path = uri.getRequestUri().getPath();
        var response = Response.status(e.type().status()).header("Cache-Control", "no-store");
        var page = pages.of(e, path, headers.getHeaderString(HttpHeaders.ACCEPT));
        if (page.isPresent()) {
            response.type(ProblemPages.HTML).entity(page.get());
        } else {
            response.type(PROBLEM_JSON).entity(ProblemView.of(e, path, headers.getAcceptableLanguages()));
        }
        e.retryAfter().ifPresent(wait -> response.header("Retry-After", Math.max(1, wait.toSeconds())));
        if (e.type().status() == 401) {
            response.header("WWW-Authenticate", "Bearer");
        }
        return response.build();
    }

    private static String chain(Throwable thrown) {
        return java.util.stream.Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .map(t -> t.getClass().getName())
                .collect(Collectors.joining(" < "));
    }

    private static String place(Throwable thrown) {
        return java.util.stream.Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .flatMap(t -> java.util.Arrays.stream(t.getStackTrace()))
                .filter(frame -> frame.getClassName().startsWith("qinqing."))
                .findFirst()
                .map(StackTraceElement::toString)
                .orElseGet(() -> thrown.getStackTrace().length > 0 ? thrown.getStackTrace()[0].toString() : "?");
    }
}
