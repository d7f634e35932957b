package qinqing.verification;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VerificationRepository implements PanacheRepositoryBase<Verification, UUID> {
    /** The round that is under way, if any. */
    Uni<@Nullable Verification> open(UUID match) {
        return find("matchId = ?1 and status in (OPEN, FOUND)", match).firstResult();
    }
}
