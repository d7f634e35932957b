package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import qinqing.actor.Role;

@ApplicationScoped
class AssignmentRepository implements PanacheRepositoryBase<Assignment, UUID> {
    private static final String SHOWN = """
            select g.id, g.account_id, g.role, g.unit_id, u.name, g.from_day, g.to_day
              from assignment g
              join unit u on u.id = g.unit_id
             where g.account_id in (:accounts) and g.ended_at is null and (g.to_day is null or g.to_day >= :day)
             order by g.from_day, g.id
            """;

    Uni<List<Assignment>> of(UUID account) {
        return list("accountId = ?1 order by fromDay, id", account);
    }

    /** Those whose last day has passed and that nobody ended, locked. */
    Uni<List<Assignment>> over(LocalDate today, int atMost) {
        return find("endedAt is null and toDay < ?1 order by id", today)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .page(0, atMost)
                .list();
    }

    Uni<List<Assignment>> heldOn(LocalDate day, UUID account) {
        return list(
                "accountId = ?1 and endedAt is null and fromDay <= ?2 and (toDay is null or toDay >= ?2) order by fromDay, id",
                account,
                day);
    }

    /** Present and coming assignments of these accounts, as they are shown. */
    Uni<Map<UUID, List<AssignmentView>>> shownOn(LocalDate day, Collection<UUID> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SHOWN, Object[].class)
                        .setParameter("accounts", accounts)
                        .setParameter("day", day)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (UUID) row[1],
                                Collectors.mapping(AssignmentRepository::view, Collectors.toList()))));
    }

    private static AssignmentView view(Object[] row) {
        return new AssignmentView(
                (UUID) row[0],
                Role.valueOf((String) row[2]),
                (UUID) row[3],
                (String) row[4],
                (LocalDate) row[5],
                (LocalDate) row[6]);
    }
}
