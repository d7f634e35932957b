package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.http.Cursors;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * The feed of grants that ended, for the system they were given to. Changes get their place in it when their reader comes and not
 * when they are written: a number drawn early and committed late would slip in behind a cursor and never be read. The reader's
 * lock is held until its own places are committed, so places follow each other as they were first seen.
 */
@ApplicationScoped
class ClearanceChanges {
    static final String LIST = "listClearanceChanges";

    private static final String HOLD =
            "select cast(pg_advisory_xact_lock(hashtextextended('clearance feed ' || :client, 0)) as text)";

    private static final String NUMBER = """
            with fresh as (
                select c.id, row_number() over (order by c.changed_at, c.id) as place
                from clearance_change c
                where c.asked_by = :client and c.position is null
            )
            update clearance_change c
            set position = f.place + (select coalesce(max(e.position), 0) from clearance_change e where e.asked_by = :client)
            from fresh f
            where c.id = f.id
            """;

    private static final String READ = """
            select cast(json_build_object(
                       'position', e.position, 'clearanceId', e.clearance_id, 'reference', c.reference,
                       'change', e.change, 'reasons', e.reasons, 'changedAt', e.changed_at) as text)
            from clearance_change e
            join clearance c on c.id = e.clearance_id
            where e.asked_by = :client and e.position > :after
            order by e.position
            limit :limit
            """;

    enum Kind {
        WITHDRAWN,
        LAPSED
    }

    record Change(
            long position,
            UUID clearanceId,
            @Nullable String reference,
            Kind change,
            List<Reason> reasons,
            Instant changedAt) {}

    /** @param cursor where to go on, also when there was nothing new */
    record Changes(List<Change> items, String cursor) {}

    private final Dossiers dossiers;
    private final Cursors cursors;

    ClearanceChanges(Dossiers dossiers, Cursors cursors) {
        this.dossiers = dossiers;
        this.cursors = cursors;
    }

    /** @throws ProblemException 400 for a cursor of somebody else's feed */
    Uni<Changes> after(Actor client, @Nullable String cursor, int limit) {
        long after = position(client, cursor);
        return Panache.withTransaction(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery(HOLD, String.class)
                                .setParameter("client", client.accountId().toString())
                                .getSingleResult()
                                .chain(() -> session.createNativeQuery(NUMBER)
                                        .setParameter("client", client.accountId())
                                        .executeUpdate())
                                .chain(() -> read(session, client, after, limit))))
                .map(found -> new Changes(
                        found,
                        cursors.write(
                                LIST,
                                client.accountId(),
                                found.isEmpty() ? after : found.getLast().position())));
    }

    private Uni<List<Change>> read(Mutiny.Session session, Actor client, long after, int limit) {
        return session.createNativeQuery(READ, String.class)
                .setParameter("client", client.accountId())
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList()
                .map(lines -> lines.stream()
                        .map(line -> dossiers.read(line, Change.class))
                        .toList());
    }

    private long position(Actor client, @Nullable String cursor) {
        var parts = cursors.read(LIST, cursor, 2);
        if (parts.isEmpty()) {
            return 0;
        }
        if (!parts.getFirst().equals(client.accountId().toString())) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "分页标记属于其他系统", "The cursor belongs to another client's feed");
        }
        return Long.parseLong(parts.getLast());
    }
}
