package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import qinqing.tenant.Tenancy;

@ApplicationScoped
class OfficialRepository implements PanacheRepositoryBase<Official, UUID> {

    /** What the list of officials may be narrowed to; empty texts and null narrow nothing. */
    record Filter(
            UUID scope,
            String unit,
            String nameKey,
            String rank,
            String status,
            boolean overdueOnly,
            java.time.LocalDate today,
            String after) {}

    private static final String LIST = """
            select o.id from official o join unit u on u.id = o.unit_id
            where u.ancestors @> array[cast(:scope as uuid)]
              and (:unit = '' or u.ancestors @> array[cast(nullif(:unit, '') as uuid)])
              and (:name = '' or o.name_key like :name escape '!')
              and (:rank = '' or o.rank = :rank)
              and (:status = '' or o.status = :status)
              and (not :overdue or o.report_due_on < :today)
              and (:after = '' or o.id > cast(nullif(:after, '') as uuid))
            order by o.id
            limit :limit
            """;

    Uni<List<Official>> list(Filter filter, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(LIST, UUID.class)
                        .setParameter("scope", filter.scope())
                        .setParameter("unit", filter.unit())
                        .setParameter("name", filter.nameKey().isEmpty() ? "" : "%" + escaped(filter.nameKey()) + "%")
                        .setParameter("rank", filter.rank())
                        .setParameter("status", filter.status())
                        .setParameter("overdue", filter.overdueOnly())
                        .setParameter("today", filter.today())
                        .setParameter("after", filter.after())
                        .setParameter("limit", limit)
                        .getResultList())
                .chain(this::inThisOrder);
    }

    private Uni<List<Official>> inThisOrder(List<UUID> ids) {
        return all(ids).map(found -> found.stream()
                .sorted(Comparator.comparing(official -> ids.indexOf(official.id)))
                .toList());
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** Takes the row's lock (null when there is none), so that changes of one official's declarations come one after the other. */
    Uni<Official> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Uni<List<Official>> all(Collection<UUID> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1", ids);
    }

    /** State of the newest version by official. */
    Uni<Map<UUID, String>> declarationStates(Collection<UUID> officials) {
        return pairs("""
                select distinct on (official_id) official_id, status from declaration
                where official_id in (:ids) order by official_id, number desc
                """, officials)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1])));
    }

    /** Officials with a draft begun. */
    Uni<List<UUID>> withDraft(Collection<UUID> officials) {
        return Tenancy.asHouseInSession(() -> {
            if (officials.isEmpty()) {
                return Uni.createFrom().item(List.of());
            }
            return getSession().chain(session -> session.createNativeQuery(
                            "select official_id from declaration_draft where official_id in (:ids)", UUID.class)
                    .setParameter("ids", officials)
                    .getResultList());
        });
    }

    private Uni<List<Object[]>> pairs(String sql, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return getSession().chain(session -> session.createNativeQuery(sql, Object[].class)
                .setParameter("ids", ids)
                .getResultList());
    }

    /** Account by official, for those who have one. */
    Uni<Map<UUID, UUID>> accounts(Collection<UUID> officials) {
        return pairs(
                        "select official_id, id from account where official_id in (:ids) and status <> 'CLOSED'",
                        officials)
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1])));
    }
}
