package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class LoginSessionRepository implements PanacheRepositoryBase<LoginSession, UUID> {
    /** @param except the session that may go on, if any */
    Uni<Integer> revokeAll(UUID account, @Nullable UUID except, LoginSession.Ending because, Instant now) {
        return update(
                "revokedAt = ?1, revokedBecause = ?2 where accountId = ?3 and revokedAt is null and id <> ?4",
                now,
                because,
                account,
                except == null ? account : except);
    }
}
