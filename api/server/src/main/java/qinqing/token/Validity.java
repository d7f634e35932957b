package qinqing.token;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.http.Network;
import qinqing.tenant.Tenancy;

/**
 * Whether the session, account and assignment behind a checked token still hold. Asked of the database at
 * most every 400 ms each, so that a revocation takes effect within a second on every node (S16), also for a stream that looks every
 * half second, and at once on this one.
 */
@ApplicationScoped
public class Validity {
    private static final Duration BELIEVED_FOR = Duration.ofMillis(400);
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
            "select allowed_networks from api_client where id = $1 and status = 'ACTIVE' and scopes @> $2::text[]";

    private record Key(UUID session, Actor actor) {}

    /** @param networks where a system must come from, anywhere when empty */
    private record Answer(boolean holds, List<Network> networks, long askedAt) {
        boolean holdsFrom(@Nullable String address) {
            return holds
                    && (networks.isEmpty()
                            || address != null && networks.stream().anyMatch(network -> network.contains(address)));
        }
    }

    private final Pool pool;
    private final Clock clock;
    private final Map<Key, Answer> answers = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > REMEMBERED;
        }
    });

    Validity(@ReactiveDataSource("statements") Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param address the request comes from; null when that is not known */
    Uni<Boolean> holds(Actor actor, UUID session, @Nullable String address) {
        var key = new Key(session, actor);
        var known = answers.get(key);
        // Measured by the machine's own ticks: the clock of a demonstration may jump.
        long now = System.nanoTime();
        if (known != null && now - known.askedAt() < BELIEVED_FOR.toNanos()) {
            return Uni.createFrom().item(known.holdsFrom(address));
        }
        return ask(actor, session, now)
                .invoke(answer -> answers.put(key, answer))
                .map(answer -> answer.holdsFrom(address));
    }

    /** What is known of any session no longer counts: one of them has just ended on this node. */
    public void forget() {
        answers.clear();
    }

    private Uni<Answer> ask(Actor actor, UUID session, long now) {
        if (actor.role() == Role.SYSTEM) {
            var client = Tuple.of(actor.accountId(), actor.scopes().toArray(String[]::new));
            return rows(SYSTEM, client)
                    .map(rows -> rows.size() == 0
                            ? new Answer(false, List.of(), now)
                            : new Answer(true, networks(rows.iterator().next()), now));
        }
        var person = Tuple.of(session, actor.accountId(), actor.assignmentId(), CountyDay.today(clock));
        return rows(PERSON, person).map(rows -> new Answer(rows.size() > 0, List.of(), now));
    }

    private static List<Network> networks(Row client) {
        return Stream.of(client.getArrayOfStrings("allowed_networks"))
                .flatMap(cidr -> Network.parse(cidr).stream())
                .toList();
    }

    private Uni<RowSet<Row>> rows(String question, Tuple parameters) {
        return Tenancy.asSignIn(() -> pool.preparedQuery(question).execute(parameters));
    }
}
