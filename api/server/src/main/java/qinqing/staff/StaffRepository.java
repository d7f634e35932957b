package qinqing.staff;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StaffRepository implements PanacheRepositoryBase<Staff, UUID> {
    private static final String LIST = """
            select s.* from staff s
            where s.unit_id = :unit and (cast(:duty as text) is null or s.duty = cast(:duty as text))
              and (cast(:after as uuid) is null or s.id < cast(:after as uuid))
            order by s.id desc
            limit :rows
            """;

    /** Declared as 纪检干部 (A1.7), or at work as an inspector here. */
    private static final String INSPECTION_STAFF = """
            select exists (select 1 from official
                           where person_token in (:token, :older) and status = 'ACTIVE' and inspection_staff)
                or exists (select 1 from assignment
                           where account_id = cast(:account as uuid) and role in ('INSPECTOR', 'COUNTY_INSPECTOR')
                             and from_day <= :today and (to_day is null or to_day >= :today))
            """;

    private static final String ACCOUNT_EXISTS =
            "select exists (select 1 from account where id = :account and status <> 'CLOSED')";

    /** A unit's staff, present and former, newest first. */
    Uni<List<Staff>> list(UUID unit, @Nullable StaffDuty duty, @Nullable UUID after, int rows) {
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, Staff.class)
                .setParameter("unit", unit)
                .setParameter("duty", duty == null ? null : duty.name())
                .setParameter("after", after)
                .setParameter("rows", rows)
                .getResultList());
    }

    /** @param tokens of the person's ID number, one for each readable key */
    Uni<Boolean> isInspectionStaff(List<byte[]> tokens, @Nullable UUID account, LocalDate today) {
        return Panache.getSession().chain(session -> session.createNativeQuery(INSPECTION_STAFF, Boolean.class)
                .setParameter("token", tokens.getFirst())
                .setParameter("older", tokens.getLast())
                .setParameter("account", account)
                .setParameter("today", today)
                .getSingleResult());
    }

    Uni<Boolean> accountExists(UUID account) {
        return Panache.getSession().chain(session -> session.createNativeQuery(ACCOUNT_EXISTS, Boolean.class)
                .setParameter("account", account)
                .getSingleResult());
    }

    /** The name of the person behind an account, for a signature. */
    Uni<String> nameOf(UUID account) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select display_name from account where id = :account", String.class)
                .setParameter("account", account)
                .getSingleResult());
    }
}
