package qinqing.invitation;

import java.util.Map;
import java.util.Optional;
import qinqing.actor.Role;

/** Roles as the tables of an office write them. */
final class RoleTitle {
    private static final Map<String, Role> TITLES = Map.ofEntries(
            Map.entry("居民", Role.CITIZEN),
            Map.entry("党员干部", Role.OFFICIAL),
            Map.entry("报告人", Role.OFFICIAL),
            Map.entry("工作人员", Role.CLERK),
            Map.entry("录入员", Role.CLERK),
            Map.entry("签署人", Role.ENDORSER),
            Map.entry("核查人", Role.VERIFIER),
            Map.entry("监督员", Role.INSPECTOR),
            Map.entry("县级监督员", Role.COUNTY_INSPECTOR),
            Map.entry("管理员", Role.ADMIN));

    private RoleTitle() {}

    /** A title, or the role's own name. */
    static Optional<Role> read(String written) {
        var titled = TITLES.get(written);
        if (titled != null) {
            return Optional.of(titled);
        }
        for (var role : Role.values()) {
            if (role.name().equalsIgnoreCase(written)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
