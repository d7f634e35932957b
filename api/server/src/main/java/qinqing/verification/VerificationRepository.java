package qinqing.verification;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VerificationRepository implements PanacheRepositoryBase<Verification, UUID> {
    /** The round that is under way, if any. */
    Uni<@Nullable Verification> open(UUID match) {
        return find("matchId = ?1 and status in (OPEN, FOUND)", match).firstResult();
    }

    /** What an assignment has to do yet. */
    Uni<List<Verification>> ownedBy(UUID assignment) {
        return list("ownerId = ?1 and status in (OPEN, FOUND) order by dueOn, id", assignment);
    }
}
