package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import qinqing.tenant.Tenancy;

/** Which officials are kin of each other, by the declarations in force of either one. */
@ApplicationScoped
public class Kin {
    private static final String KIN = """
            select o.id from relative r join official o on o.person_token = r.person_token
            where r.official_id = :official and r.in_force and o.id <> :official
            union
            select r.official_id from relative r join official o on o.person_token = r.person_token
            where o.id = :official and r.in_force and r.official_id <> :official
            """;

    /** Whether one of the two declared the other as a relative. */
    public Uni<Boolean> isKinOf(UUID official, UUID other) {
        return of(official).map(kin -> kin.contains(other));
    }

    /** Every official who is kin of this one. */
    public Uni<Set<UUID>> of(UUID official) {
        return Tenancy.asHouse(() -> Panache.withSession(
                () -> Panache.getSession().chain(session -> session.createNativeQuery(KIN, UUID.class)
                        .setParameter("official", official)
                        .getResultList()
                        .map(HashSet::new))));
    }

    /** Officials among these persons. */
    Uni<Set<UUID>> among(List<byte[]> personTokens) {
        return Tenancy.asHouseInSession(() -> {
            if (personTokens.isEmpty()) {
                return Uni.createFrom().item(Set.of());
            }
            return Panache.getSession().chain(session -> session.createSelectionQuery(
                            "select o.id from Official o where o.personToken in (:tokens)", UUID.class)
                    .setParameter("tokens", personTokens)
                    .getResultList()
                    .map(HashSet::new));
        });
    }
}
