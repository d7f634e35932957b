package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DeclarationRepository implements PanacheRepositoryBase<Declaration, UUID> {

    /**
     * What a list of declarations may be narrowed to; empty texts narrow nothing.
     *
     * @param scope unit whose subtree may be seen, by either recipient (A4.2); empty for the two below
     * @param own official whose own ones are seen
     * @param signer signer whose work list it is
     */
    record Filter(
            String scope,
            String own,
            String signer,
            String unit,
            String official,
            String status,
            boolean overdueOnly,
            LocalDate today,
            String before) {}

    private static final String LIST = """
            select d.id from declaration d
            join unit u on u.id = d.unit_id
            left join unit s on s.id = d.second_unit_id
            where (:scope = '' or u.ancestors @> array[cast(nullif(:scope, '') as uuid)]
                               or s.ancestors @> array[cast(nullif(:scope, '') as uuid)])
              and (:own = '' or d.official_id = cast(nullif(:own, '') as uuid))
              and (:signer = '' or d.signer_id = cast(nullif(:signer, '') as uuid)
                                or d.endorsed_by = cast(nullif(:signer, '') as uuid))
              and (:unit = '' or u.ancestors @> array[cast(nullif(:unit, '') as uuid)]
                              or s.ancestors @> array[cast(nullif(:unit, '') as uuid)])
              and (:official = '' or d.official_id = cast(nullif(:official, '') as uuid))
              and (:status = '' or d.status = :status)
              and (not :overdue or (d.due_on < :today and d.status in ('SUBMITTED', 'ENDORSED')))
              and (:before = '' or d.id < cast(nullif(:before, '') as uuid))
              and not exists (select 1 from declaration n where n.official_id = d.official_id and n.number > d.number)
            order by d.id desc
            limit :limit
            """;

    Uni<List<Declaration>> list(Filter filter, int limit) {
        return getSession()
                .chain(session -> session.createNativeQuery(LIST, UUID.class)
                        .setParameter("scope", filter.scope())
                        .setParameter("own", filter.own())
                        .setParameter("signer", filter.signer())
                        .setParameter("unit", filter.unit())
                        .setParameter("official", filter.official())
                        .setParameter("status", filter.status())
                        .setParameter("overdue", filter.overdueOnly())
                        .setParameter("today", filter.today())
                        .setParameter("before", filter.before())
                        .setParameter("limit", limit)
                        .getResultList())
                .chain(this::inThisOrder);
    }

    /** Those with a day they were due on that nobody has entered yet. */
    Uni<List<Declaration>> dueUnderWay() {
        return list(
                "dueOn is not null and cause is not null and status in (?1, ?2)",
                DeclarationStatus.SUBMITTED,
                DeclarationStatus.ENDORSED);
    }

    private Uni<List<Declaration>> inThisOrder(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return list("id in ?1", ids).map(found -> found.stream()
                .sorted(Comparator.comparing(declaration -> ids.indexOf(declaration.id)))
                .toList());
    }

    /** Versions of one official, newest first. */
    Uni<List<Declaration>> versions(UUID official, int before, int limit) {
        return find("officialId = ?1 and number < ?2 order by number desc", official, before)
                .page(0, limit)
                .list();
    }

    Uni<@Nullable Declaration> newest(UUID official) {
        return find("officialId = ?1 order by number desc", official).firstResult();
    }

    Uni<@Nullable Declaration> inForce(UUID official) {
        return find("officialId = ?1 and inForce", official).firstResult();
    }

    Uni<Declaration> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Declarations whose signer has to be found again when this official comes, changes or goes. */
    Uni<List<Declaration>> touchedBy(UUID official) {
        return find(
                        "status = ?1 and (signerId = ?2 or signerId is null or officialId = ?2)",
                        DeclarationStatus.SUBMITTED,
                        official)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** What is under way or in force, locked. */
    Uni<List<Declaration>> lockOpen(UUID official) {
        return find(
                        "officialId = ?1 and (inForce or status in ?2)",
                        official,
                        List.of(DeclarationStatus.SUBMITTED, DeclarationStatus.ENDORSED))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** What is under way or in force goes to the recipients of the official's new unit (A4); tells how many. */
    Uni<Integer> handOver(UUID official, List<UUID> recipients) {
        return lockOpen(official)
                .invoke(open -> open.forEach(declaration -> declaration.handOver(recipients)))
                .call(this::flush)
                .call(() -> getSession().chain(session -> session.createNativeQuery("""
                                update relative r set unit_id = d.unit_id from declaration d
                                where r.declaration_id = d.id and d.official_id = :official and r.unit_id <> d.unit_id
                                  and (d.in_force or d.status in ('SUBMITTED', 'ENDORSED'))
                                """)
                        .setParameter("official", official)
                        .executeUpdate()))
                .map(List::size);
    }

    Uni<List<Relative>> relativesOf(UUID declaration) {
        return getSession().chain(session -> session.createSelectionQuery(
                        "from Relative where declarationId = :id order by position", Relative.class)
                .setParameter("id", declaration)
                .getResultList());
    }

    Uni<List<InterestMatter>> mattersOf(UUID declaration) {
        return getSession().chain(session -> session.createSelectionQuery(
                        "from InterestMatter where declarationId = :id order by position", InterestMatter.class)
                .setParameter("id", declaration)
                .getResultList());
    }

    /** Relatives and matters of this official by id, to what they are in the version in force. */
    Uni<Map<UUID, UUID>> previousOf(Collection<UUID> ids, UUID official, UUID inForce) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return getSession().chain(session -> session.createNativeQuery("""
                        select id, case when declaration_id = :inForce then id else previous_id end
                        from relative where official_id = :official and id in (:ids)
                        union all
                        select id, case when declaration_id = :inForce then id else previous_id end
                        from interest_matter where official_id = :official and id in (:ids)
                        """, Object[].class)
                .setParameter("inForce", inForce)
                .setParameter("official", official)
                .setParameter("ids", ids)
                .getResultList()
                .map(rows -> rows.stream()
                        .filter(row -> row[1] != null)
                        .collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1]))));
    }

    /** Relatives and matters of a version, to what they are in the version it amends. */
    Uni<Map<UUID, UUID>> links(UUID declaration) {
        return getSession().chain(session -> session.createNativeQuery("""
                        select id, previous_id from relative where declaration_id = :id and previous_id is not null
                        union all
                        select id, previous_id from interest_matter where declaration_id = :id and previous_id is not null
                        """, Object[].class)
                .setParameter("id", declaration)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (UUID) row[1]))));
    }

    /** Whether a hit on a relative of this official is verified by the holder of this assignment in this unit (A9.1). */
    Uni<Boolean> isVerifiedBy(UUID official, UUID unit, @Nullable UUID assignment) {
        if (assignment == null) {
            return Uni.createFrom().item(false);
        }
        return getSession().chain(session -> session.createNativeQuery("""
                        select exists (select 1 from verification v join match m on m.id = v.match_id
                                       where m.official_id = :official and v.owner_id = :assignment and v.unit_id = :unit)
                        """, Boolean.class)
                .setParameter("official", official)
                .setParameter("assignment", assignment)
                .setParameter("unit", unit)
                .getSingleResult());
    }

    Uni<Void> addAll(Collection<?> rows) {
        return getSession().chain(session -> session.persistAll(rows.toArray()));
    }

    /** The relatives of the version that enters force are compared from now on, those of all others are not. */
    Uni<Void> compareOnly(UUID official, @Nullable UUID declaration) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                        update relative set in_force = (declaration_id::text = :declaration)
                        where official_id = :official and in_force <> (declaration_id::text = :declaration)
                        """)
                        .setParameter("declaration", declaration == null ? "" : declaration.toString())
                        .setParameter("official", official)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
