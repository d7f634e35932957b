package qinqing.identity;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wrong passwords and codes by phone, whether an account has it or not. Each count is a statement of its own, outside
 * the login's transaction: a refusal must be counted although nothing else is written.
 */
@ApplicationScoped
class LoginFailures {
    static final int BEFORE_LOCK = 5;
    static final Duration FIRST_LOCK = Duration.ofMinutes(1);
    /** Doubles with each further failure up to this: whoever knows a phone must not lock its owner out for long. */
    static final Duration LONGEST_LOCK = Duration.ofMinutes(30);

    static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    private static final String LOCKED_UNTIL = "select locked_until from login_failure where phone_token = $1";
    private static final String LOCKED =
            "select phone_token from login_failure where phone_token = any($1::bytea[]) and locked_until > $2";
    private static final String COUNT = """
            insert into login_failure as f (phone_token, failures, last_failed_at) values ($1, 1, $2)
            on conflict (phone_token) do update
               set failures = case when f.last_failed_at < $3 then 1 else least(f.failures + 1, 1000) end,
                   last_failed_at = $2,
                   locked_until = case
                       when f.last_failed_at >= $3 and f.failures + 1 >= $4 then
                           $2 + make_interval(secs => least($6, $5 * power(2, least(f.failures + 1 - $4, 20))))
                   end
            """;
    private static final String CLEAR = "delete from login_failure where phone_token = $1 or last_failed_at < $2";

    private final Pool pool;
    private final Clock clock;

    LoginFailures(@ReactiveDataSource("statements") Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** How long this phone has to wait yet; empty when it may try. */
    Uni<Optional<Duration>> lock(byte[] phoneToken) {
        return pool.preparedQuery(LOCKED_UNTIL).execute(buffer(phoneToken)).map(rows -> {
            for (var row : rows) {
                var until = row.getOffsetDateTime("locked_until");
                if (until != null && until.isAfter(now())) {
                    return Optional.of(Duration.between(now(), until));
                }
            }
            return Optional.empty();
        });
    }

    Uni<Void> count(byte[] phoneToken) {
        var parameters = buffer(phoneToken)
                .addValue(now())
                .addValue(now().minus(FORGOTTEN_AFTER))
                .addValue(BEFORE_LOCK)
                .addValue((double) FIRST_LOCK.toSeconds())
                .addValue((double) LONGEST_LOCK.toSeconds());
        return pool.preparedQuery(COUNT).execute(parameters).replaceWithVoid();
    }

    /** After a login that went well; takes the oldest failures of others along. */
    Uni<Void> clear(byte[] phoneToken) {
        return pool.preparedQuery(CLEAR)
                .execute(buffer(phoneToken).addValue(now().minus(FORGOTTEN_AFTER)))
                .replaceWithVoid();
    }

    /** Which of these phones have to wait now. */
    Uni<Set<ByteBuffer>> locked(List<byte[]> phoneTokens) {
        var tokens = phoneTokens.stream().map(Buffer::buffer).toArray(Buffer[]::new);
        return pool.preparedQuery(LOCKED).execute(Tuple.of(tokens, now())).map(rows -> {
            var locked = new HashSet<ByteBuffer>();
            rows.forEach(row ->
                    locked.add(ByteBuffer.wrap(row.getBuffer("phone_token").getBytes())));
            return locked;
        });
    }

    private static Tuple buffer(byte[] token) {
        return Tuple.of(Buffer.buffer(token));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
