package qinqing.staff;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PostRepository implements PanacheRepositoryBase<Post, UUID> {
    /** Posts of a unit by name, after the last one shown. */
    Uni<List<Post>> list(UUID unit, @Nullable String afterName, int rows) {
        var found = afterName == null
                ? find("unitId = ?1 order by name", unit)
                : find("unitId = ?1 and name > ?2 order by name", unit, afterName);
        return found.range(0, rows - 1).list();
    }

    Uni<@Nullable Post> find(UUID unit, UUID id) {
        return find("unitId = ?1 and id = ?2", unit, id).firstResult();
    }

    Uni<Boolean> hasName(UUID unit, String name, UUID butNot) {
        return count("unitId = ?1 and name = ?2 and id <> ?3", unit, name, butNot)
                .map(found -> found > 0);
    }
}
