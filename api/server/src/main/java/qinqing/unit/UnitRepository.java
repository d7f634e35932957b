package qinqing.unit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class UnitRepository implements PanacheRepositoryBase<Unit, UUID> {
    private static final String LIST = """
            select u.* from unit u
            where (cast(:parent as uuid) is null or u.parent_id = cast(:parent as uuid))
              and (cast(:ancestor as uuid) is null
                   or (u.ancestors @> array[cast(:ancestor as uuid)] and u.id <> cast(:ancestor as uuid)))
              and (cast(:kind as text) is null or u.kind = cast(:kind as text))
              and (cast(:division as text) is null or starts_with(u.division_code, cast(:division as text)))
              and (cast(:q as text) is null or position(cast(:q as text) in u.name) > 0)
              and u.status = 'ACTIVE'
              and (cast(:name as text) is null or (u.name, u.id) > (cast(:name as text), cast(:id as uuid)))
            order by u.name, u.id
            limit :rows
            """;

    /** Whatever lies below a moved unit keeps its own end of the path; its version goes up, since its row was written. */
    private static final String MOVE_BELOW = """
            update unit d
            set ancestors = p.ancestors || d.ancestors[array_position(d.ancestors, p.id) + 1:], version = d.version + 1
            from unit p
            where p.id = :id and d.ancestors @> array[p.id] and d.id <> p.id
            """;

    /** What keeps a unit from being closed: units below, officials who would have no unit, hits nobody would verify. */
    private static final String IN_USE = """
            select exists (select 1 from unit where parent_id = :id and status = 'ACTIVE')
                or exists (select 1 from unit
                           where status = 'ACTIVE' and (located_in_unit_id = :id or stationed_in_unit_id = :id))
                or exists (select 1 from official where unit_id = :id and status = 'ACTIVE')
                or exists (select 1 from staff where unit_id = :id and status <> 'ENDED')
                or exists (select 1 from verification where unit_id = :id and status in ('OPEN', 'FOUND'))
            """;

    record Filter(
            @Nullable UUID parent,
            @Nullable UUID ancestor,
            @Nullable UnitKind kind,
            @Nullable String division,
            @Nullable String q) {}

    /** Active units by name, after the last one shown. */
    Uni<List<Unit>> list(Filter filter, @Nullable String afterName, @Nullable UUID afterId, int rows) {
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, Unit.class)
                .setParameter("parent", filter.parent())
                .setParameter("ancestor", filter.ancestor())
                .setParameter(
                        "kind", filter.kind() == null ? null : filter.kind().name())
                .setParameter("division", filter.division())
                .setParameter("q", filter.q())
                .setParameter("name", afterName)
                .setParameter("id", afterId)
                .setParameter("rows", rows)
                .getResultList());
    }

    /** Which of the units have an active one below. */
    Uni<Set<UUID>> parentsAmong(Collection<UUID> units) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "select distinct parentId from Unit where parentId in (:ids) and status = ACTIVE",
                                UUID.class)
                        .setParameter("ids", units)
                        .getResultList())
                .map(HashSet::new);
    }

    Uni<Integer> moveBelow(UUID unit) {
        return Panache.getSession().chain(session -> session.createNativeQuery(MOVE_BELOW)
                .setParameter("id", unit)
                .executeUpdate());
    }

    Uni<Boolean> isInUse(UUID unit) {
        return Panache.getSession().chain(session -> session.createNativeQuery(IN_USE, Boolean.class)
                .setParameter("id", unit)
                .getSingleResult());
    }

    /** Changes of the tree take turns, so that two moves can't make a circle and nothing is put under what is being closed. */
    Uni<Void> takeTurns() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select 1 from (select pg_advisory_xact_lock(hashtextextended('unit tree', 0))) as locked",
                                Integer.class)
                        .getSingleResult())
                .replaceWithVoid();
    }
}
