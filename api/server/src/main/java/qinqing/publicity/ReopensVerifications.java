package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import qinqing.deadline.Deadline;

/** Has a hit verified once more because of an accepted objection (A10.9). */
@ApplicationScoped
class ReopensVerifications {
    private static final String NEXT_ROUND = """
            insert into verification (id, county_code, unit_id, match_id, owner_id, round, cause, objection_id, status, due_on, due_because, created_at)
            select gen_random_uuid(), last.county_code, last.unit_id, last.match_id, last.owner_id, last.round + 1, 'OBJECTION',
                   :objection, 'OPEN', :due, :because, :now
            from verification last
            where last.match_id = :match and last.status = 'CLOSED'
                and not exists (select from verification later where later.match_id = last.match_id and later.round > last.round)
            """;

    private final Clock clock;

    ReopensVerifications(Clock clock) {
        this.clock = clock;
    }

    /** A round that is under way goes on and answers this objection too. */
    Uni<Void> reopen(UUID match, UUID objection, Deadline answer) {
        return Panache.getSession().chain(session -> session.createNativeQuery(NEXT_ROUND)
                .setParameter("objection", objection)
                .setParameter("due", answer.due())
                .setParameter("because", answer.because())
                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter("match", match)
                .executeUpdate()
                .chain(() -> session.createNativeQuery("update match set status = 'OPEN', version = version + 1 where id = :match")
                        .setParameter("match", match)
                        .executeUpdate())
                .replaceWithVoid());
    }
}
