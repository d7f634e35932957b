package qinqing.client;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ApiClientRepository implements PanacheRepositoryBase<ApiClient, UUID> {
    Uni<List<ApiClient>> after(@Nullable UUID last, int rows) {
        return (last == null ? find("order by id") : find("id > ?1 order by id", last))
                .range(0, rows - 1)
                .list();
    }
}
