package qinqing.publicity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.programme.BenefitKind;

/**
 * On whose boards a matter hangs: 资金、服务类 at the official's unit, the relative's village and the relative's group
 * (A10.3, A10.4); 项目类 at the official's unit, the relative's village and the project's village (A10.5). Boards that
 * coincide count once and keep every reason.
 *
 * @param units unit whose board it is, with the reasons, in the order of the articles
 */
record RequiredSites(Map<UUID, Set<SiteRole>> units) {

    RequiredSites {
        var copy = new LinkedHashMap<UUID, Set<SiteRole>>();
        units.forEach((unit, roles) -> copy.put(unit, Collections.unmodifiableSet(EnumSet.copyOf(roles))));
        units = Collections.unmodifiableMap(copy);
    }

    /**
     * @param relativeVillage village or community; for a relative who lives outside the county the place of enjoyment
     * @param relativeGroup null where the village has no groups: the village's board is the nearest there is
     * @param projectVillage where it is built; needed for construction only
     * @throws IllegalArgumentException for a construction without a village
     */
    static RequiredSites of(
            BenefitKind benefitKind,
            UUID officialUnit,
            UUID relativeVillage,
            @Nullable UUID relativeGroup,
            @Nullable UUID projectVillage) {
        var units = new LinkedHashMap<UUID, Set<SiteRole>>();
        add(units, officialUnit, SiteRole.OFFICIAL_UNIT);
        add(units, relativeVillage, SiteRole.RELATIVE_VILLAGE);
        switch (benefitKind) {
            case FUND, SERVICE ->
                add(units, relativeGroup == null ? relativeVillage : relativeGroup, SiteRole.RELATIVE_GROUP);
            case CONSTRUCTION -> {
                if (projectVillage == null) {
                    throw new IllegalArgumentException("a construction is built in some village (A10.5)");
                }
                add(units, projectVillage, SiteRole.PROJECT_VILLAGE);
            }
        }
        return new RequiredSites(units);
    }

    /** Both, for a table of several matters. */
    RequiredSites and(RequiredSites other) {
        var both = new LinkedHashMap<UUID, Set<SiteRole>>();
        units.forEach((unit, roles) -> roles.forEach(role -> add(both, unit, role)));
        other.units.forEach((unit, roles) -> roles.forEach(role -> add(both, unit, role)));
        return new RequiredSites(both);
    }

    private static void add(Map<UUID, Set<SiteRole>> units, UUID unit, SiteRole role) {
        units.computeIfAbsent(unit, any -> EnumSet.noneOf(SiteRole.class)).add(role);
    }
}
