package qinqing.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import qinqing.actor.Actor;
import qinqing.actor.Role;

/**
 * Whether the session, account and assignment behind a checked token still hold. Asked of the database at most once a
 * second each, so that a revocation takes effect within a second on every node (S16), and at once on this one.
 */
@ApplicationScoped
class Validity {
    private static final Duration BELIEVED_FOR = Duration.ofSeconds(1);
    private static final int REMEMBERED = 20_000;

    private static final String PERSON = """
            select 1
              from login_session s
              join account a on a.id = s.account_id
              join assignment g on g.account_id = a.id
             where s.id = $1 and s.revoked_at is null and a.id = $2 and a.status = 'ACTIVE'
               and g.id = $3 and g.ended_at is null and g.from_day <= $4 and (g.to_day is null or g.to_day >= $4)
            """;
    private static final String SYSTEM =
            "select 1 from api_client where id = $1 and status = 'ACTIVE' and scopes @> $2::text[]";

    private record Key(UUID session, Actor actor) {}

    private record Answer(boolean holds, long askedAt) {}

    private final Pool pool;
    private final Clock clock;
    private final Map<Key, Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > REMEMBERED;
        }
    });

    Validity(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    Uni<Boolean> holds(Actor actor, UUID session) {
        var key = new Key(session, actor);
        var known = answers.get(key);
        // Measured by the machine's own ticks: the clock of a demonstration may jump.
        long now = System.nanoTime();
        if (known != null && now - known.askedAt() < BELIEVED_FOR.toNanos()) {
            return Uni.createFrom().item(known.holds());
        }
        return ask(actor, session).invoke(holds -> answers.put(key, new Answer(holds, now)));
    }

    /** What is known of any session no longer counts: one of them has just ended on this node. */
    void forget() {
        answers.clear();
    }

    private Uni<Boolean> ask(Actor actor, UUID session) {
        if (actor.role() == Role.SYSTEM) {
            return exists(SYSTEM, Tuple.of(actor.accountId(), actor.scopes().toArray(String[]::new)));
        }
        return exists(PERSON, Tuple.of(session, actor.accountId(), actor.assignmentId(), CountyDay.today(clock)));
    }

    private Uni<Boolean> exists(String question, Tuple parameters) {
        return pool.preparedQuery(question).execute(parameters).map(rows -> rows.size() > 0);
    }
}
