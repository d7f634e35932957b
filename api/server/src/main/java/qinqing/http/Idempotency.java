package qinqing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/**
 * Makes a repeated POST harmless: the same key and body give the same answer, byte for byte, for 24 hours (guarantees R5).
 * The answer is kept sealed and in the transaction that did the work, so that one never exists without the other.
 */
@ApplicationScoped
public class Idempotency {
    static final Duration KEPT_FOR = Duration.ofHours(24);
    /** Wait before asking again while the first request is still under way. */
    private static final Duration BUSY_FOR = Duration.ofSeconds(1);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Clock clock;
    private final ObjectMapper json;
    private final Vault vault;
    private final BlindIndex index;

    Idempotency(Clock clock, ObjectMapper json, Vault vault, BlindIndex index) {
        this.clock = clock;
        this.json = json;
        this.vault = vault;
        this.index = index;
    }

    /**
     * Does the work once, in a transaction of its own.
     *
     * @param operation the operation id of the contract
     * @param key header {@code Idempotency-Key}; without it the work is simply done
     * @param body what was sent, to tell a repetition from another request under the same key
     * @param work ends in the answer of success; a failure is not kept, so that it can be tried again
     * @throws ProblemException 400 for a key that is too long, 409 while the first request is under way, 422 for another body
     */
    public Uni<Response> once(
            Actor actor, String operation, @Nullable String key, Object body, Supplier<Uni<Response>> work) {
        if (key == null) {
            return Panache.withTransaction(work);
        }
        if (!KEY.matcher(key).matches()) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemType.MALFORMED_REQUEST,
                            "Idempotency-Key 须为 1 至 255 个可见 ASCII 字符",
                            "Idempotency-Key must be 1 to 255 visible ASCII characters"));
        }
        var call = new Call(actor.accountId(), operation, key, digest(body));
        return Panache.withTransaction(() -> Panache.getSession().chain(session -> lock(session, call)
                .chain(() -> find(session, call))
                .chain(kept -> kept == null
                        ? doOnce(session, call, work)
                        : Uni.createFrom().item(kept))));
    }

    private record Call(UUID actor, String operation, String key, byte[] bodyToken) {
        String name() {
            return actor + " " + operation + " " + key;
        }

        /** What the kept answer is sealed to. */
        byte[] context() {
            return name().getBytes(StandardCharsets.UTF_8);
        }
    }

    private Uni<Void> lock(Mutiny.Session session, Call call) {
        return session.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 0))", Boolean.class)
                .setParameter("name", call.name())
                .getSingleResult()
                .invoke(free -> {
                    if (!free) {
                        throw ProblemException.retryAfter(
                                ProblemType.IN_PROGRESS, BUSY_FOR, ProblemType.IN_PROGRESS.title());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<@Nullable Response> find(Mutiny.Session session, Call call) {
        return session.createNativeQuery("""
                        select body_token, status, location, etag, content_sealed
                        from idempotent_answer
                        where actor_id = :actor and operation = :operation and key = :key and created_at > :since
                        """, Object[].class)
                .setParameter("actor", call.actor())
                .setParameter("operation", call.operation())
                .setParameter("key", call.key())
                .setParameter("since", now().minus(KEPT_FOR))
                .getSingleResultOrNull()
                .map(row -> row == null ? null : again(row, call));
    }

    private Response again(Object[] row, Call call) {
        if (!MessageDigest.isEqual((byte[]) row[0], call.bodyToken())) {
            throw new ProblemException(ProblemType.KEY_REUSED);
        }
        return response(
                (Integer) row[1],
                (String) row[2],
                (String) row[3],
                vault.open(FieldKind.STORED_ANSWER, (byte[]) row[4], call.context()));
    }

    private Uni<Response> doOnce(Mutiny.Session session, Call call, Supplier<Uni<Response>> work) {
        return work.get().chain(answer -> {
            var location = answer.getHeaderString(HttpHeaders.LOCATION);
            var etag = answer.getHeaderString(HttpHeaders.ETAG);
            var content = answer.getEntity() == null ? new byte[0] : bytes(answer.getEntity());
            return keep(session, call, answer.getStatus(), location, etag, content)
                    .replaceWith(() -> response(answer.getStatus(), location, etag, content));
        });
    }

    private Uni<Integer> keep(
            Mutiny.Session session,
            Call call,
            int status,
            @Nullable String location,
            @Nullable String etag,
            byte[] content) {
        return session.createNativeQuery("""
                        insert into idempotent_answer
                            (actor_id, operation, key, body_token, status, location, etag, content_sealed, created_at)
                        values (:actor, :operation, :key, :body, :status, :location, :etag, :content, :now)
                        on conflict (actor_id, operation, key) do update -- the one before is older than a day
                        set body_token = excluded.body_token, status = excluded.status, location = excluded.location,
                            etag = excluded.etag, content_sealed = excluded.content_sealed, created_at = excluded.created_at
                        """)
                .setParameter("actor", call.actor())
                .setParameter("operation", call.operation())
                .setParameter("key", call.key())
                .setParameter("body", call.bodyToken())
                .setParameter("status", status)
                .setParameter("location", location)
                .setParameter("etag", etag)
                .setParameter("content", vault.seal(FieldKind.STORED_ANSWER, content, call.context()))
                .setParameter("now", now())
                .executeUpdate();
    }

    private static Response response(int status, @Nullable String location, @Nullable String etag, byte[] content) {
        var response = Response.status(status);
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        if (etag != null) {
            response.header(HttpHeaders.ETAG, etag);
        }
        return content.length == 0
                ? response.build()
                : response.type(MediaType.APPLICATION_JSON_TYPE).entity(content).build();
    }

    /** Keyed, since a body may hold an ID number, whose bare hash could be guessed. */
    private byte[] digest(Object body) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(body instanceof byte[] raw ? raw : bytes(body));
            return index.token(IndexPurpose.IDEMPOTENCY, Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written as JSON", e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock);
    }
}
