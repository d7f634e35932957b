package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The little that accounts must know of units, which come later on the map: that they are there. */
@ApplicationScoped
public class UnitRows {
    private static final String ACTIVE = "select count(*) from unit where id in (:ids) and status = 'ACTIVE'";
    private static final String COUNTY = "select id from unit where kind = 'COUNTY'";

    /** The unit named, or the county. */
    public Uni<UUID> answering(Optional<UUID> unit) {
        return unit.map(named -> requireActive(Set.of(named)).replaceWith(named))
                .orElseGet(() -> Panache.getSession().chain(session -> session.createNativeQuery(COUNTY, UUID.class)
                        .getSingleResult()));
    }

    /** @throws ProblemException RULE_NOT_MET when one of them is unknown or closed */
    Uni<Void> requireActive(Set<UUID> units) {
        if (units.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ACTIVE, Long.class)
                        .setParameter("ids", units)
                        .getSingleResult())
                .invoke(found -> {
                    if (found != units.size()) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET, "所选单位不存在或已撤销", "A unit is unknown or closed");
                    }
                })
                .replaceWithVoid();
    }
}
