package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<Account, UUID> {
    /** @param phoneTokens one per readable key of the blind index */
    Uni<@Nullable Account> withPhone(List<byte[]> phoneTokens) {
        return find("phoneToken in ?1", phoneTokens).firstResult();
    }
}
