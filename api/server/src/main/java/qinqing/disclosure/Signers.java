package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.tenant.Tenancy;
import qinqing.unit.UnitKind;

/** Finds who has to sign now, and finds it again when posts change. */
@ApplicationScoped
class Signers {
    private static final String COLUMNS = """
            select o.id, o.rank, o.unit_id, u.kind, array_to_string(u.ancestors, ' '), u.stationed_in_unit_id, o.leader_id
            from official o join unit u on u.id = o.unit_id
            """;

    private static final String ONE = COLUMNS + " where o.id = :official";

    /** The heads on the way up of the official and of the host of a stationed team, and the chain of leaders. */
    private static final String CANDIDATES = """
            with recursive me as (
                select o.id, o.leader_id, u.ancestors || coalesce(h.ancestors, '{}') as above
                from official o join unit u on u.id = o.unit_id left join unit h on h.id = u.stationed_in_unit_id
                where o.id = :official),
            led (id, leader_id, depth) as (
                select l.id, l.leader_id, 1 from official l join me on l.id = me.leader_id
                union
                select l.id, l.leader_id, depth + 1 from official l join led on l.id = led.leader_id where depth < 10)
            """ + COLUMNS + """
            where o.status = 'ACTIVE' and o.id <> :official
              and (o.id in (select id from led)
                or (o.rank in ('PARTY_HEAD', 'INSPECTION_HEAD')
                    and (o.unit_id in (select unnest(above) from me)
                      or (u.kind = 'INSPECTION_BODY' and u.parent_id in (select unnest(above) from me))
                      or (u.kind = 'STATIONED_INSPECTION' and u.stationed_in_unit_id in (select unnest(above) from me)))))
            """;

    private final Kin kin;
    private final DeclarationRepository declarations;

    Signers(Kin kin, DeclarationRepository declarations) {
        this.kin = kin;
        this.declarations = declarations;
    }

    /** @param declared officials named as relatives in the declaration at hand, which is not in force yet */
    Uni<Signatory> of(UUID official, Set<UUID> declared) {
        return Tenancy.asHouseInSession(() -> {
            return Panache.getSession().chain(session -> session.createNativeQuery(ONE, Object[].class)
                    .setParameter("official", official)
                    .getSingleResult()
                    .map(Signers::incumbent)
                    .chain(me -> session.createNativeQuery(CANDIDATES, Object[].class)
                            .setParameter("official", official)
                            .getResultList()
                            .map(rows -> rows.stream().map(Signers::incumbent).toList())
                            .chain(candidates -> kin.of(official).map(known -> {
                                var barred = new HashSet<>(known);
                                barred.addAll(declared);
                                return Signatory.of(me, candidates, barred::contains);
                            }))));
        });
    }

    /** The official and everyone up the chain of leaders, the official first. */
    Uni<List<Incumbent>> chainOf(UUID official) {
        return Tenancy.asHouseInSession(() -> incumbent(official).chain(me -> Panache.getSession()
                .chain(session -> session.createNativeQuery(CANDIDATES, Object[].class)
                        .setParameter("official", official)
                        .getResultList())
                .map(rows -> Stream.concat(Stream.of(me), rows.stream().map(Signers::incumbent))
                        .toList())));
    }

    /** @throws ProblemException 404 when there is no such official */
    Uni<Incumbent> incumbent(UUID official) {
        return Panache.getSession().chain(session -> session.createNativeQuery(ONE, Object[].class)
                .setParameter("official", official)
                .getSingleResultOrNull()
                .map(row -> {
                    if (row == null) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                    return incumbent(row);
                }));
    }

    /** Gives every declaration that waits for or because of this official its signer anew; tells how many. */
    Uni<Integer> reassign(UUID official) {
        return Tenancy.asHouseInSession(() -> declarations
                .flush()
                .chain(() -> declarations.touchedBy(official))
                .chain(touched -> Multi.createFrom()
                        .iterable(touched)
                        .onItem()
                        .transformToUniAndConcatenate(this::reassign)
                        .collect()
                        .asList()
                        .map(List::size)));
    }

    private Uni<Declaration> reassign(Declaration declaration) {
        return declarations
                .relativesOf(declaration.id)
                .map(relatives -> relatives.stream()
                        .map(relative -> relative.personToken)
                        .filter(token -> token != null)
                        .toList())
                .chain(kin::among)
                .chain(declared -> of(declaration.officialId, declared))
                .invoke(declaration::assign)
                .replaceWith(declaration);
    }

    static ProblemException nobody(SigningRule rule) {
        return new ProblemException(
                ProblemType.RULE_NOT_MET,
                "应由" + rule.title() + "签署意见，但登记中没有可以签署的人员，请联系单位工作人员先行登记（" + rule.requirement() + "，涪陵委办发〔2018〕14号）",
                "The opinion of " + rule.english() + " is needed, but nobody who may sign is registered ("
                        + rule.requirement() + ")");
    }

    private static Incumbent incumbent(Object[] row) {
        return new Incumbent(
                (UUID) row[0],
                Rank.valueOf((String) row[1]),
                (UUID) row[2],
                UnitKind.valueOf((String) row[3]),
                Arrays.stream(((String) row[4]).split(" "))
                        .map(UUID::fromString)
                        .toList(),
                (UUID) row[5],
                (UUID) row[6]);
    }
}
