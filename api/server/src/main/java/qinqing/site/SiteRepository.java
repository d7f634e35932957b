package qinqing.site;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class SiteRepository implements PanacheRepositoryBase<Site, UUID> {
    private static final String LIST = """
            select s.* from site s join unit u on u.id = s.unit_id
            where (cast(:unit as uuid) is null or u.ancestors @> array[cast(:unit as uuid)])
              and (cast(:division as text) is null or exists (
                    select 1 from unit a
                    where a.id = any(u.ancestors) and starts_with(a.division_code, cast(:division as text))))
              and (cast(:kind as text) is null or s.kind = cast(:kind as text))
              and (cast(:q as text) is null or position(cast(:q as text) in s.name) > 0)
              and s.status = 'ACTIVE'
              and (cast(:name as text) is null or (s.name, s.id) > (cast(:name as text), cast(:id as uuid)))
            order by s.name, s.id
            limit :rows
            """;

    private static final String SHOWS_SOMETHING = """
            select exists (select 1 from notice_site s join notice n on n.id = s.notice_id
                           where s.site_id = :id and n.status in ('DISPLAYED', 'SUSPENDED'))
            """;

    record Filter(
            @Nullable UUID unit,
            @Nullable String division,
            Site.@Nullable Kind kind,
            @Nullable String q) {}

    /** Active boards by name, after the last one shown. */
    Uni<List<Site>> list(Filter filter, @Nullable String afterName, @Nullable UUID afterId, int rows) {
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, Site.class)
                .setParameter("unit", filter.unit())
                .setParameter("division", filter.division())
                .setParameter(
                        "kind", filter.kind() == null ? null : filter.kind().name())
                .setParameter("q", filter.q())
                .setParameter("name", afterName)
                .setParameter("id", afterId)
                .setParameter("rows", rows)
                .getResultList());
    }

    /** Whether a notice hangs there or is to hang there. */
    Uni<Boolean> showsSomething(UUID site) {
        return Panache.getSession().chain(session -> session.createNativeQuery(SHOWS_SOMETHING, Boolean.class)
                .setParameter("id", site)
                .getSingleResult());
    }
}
