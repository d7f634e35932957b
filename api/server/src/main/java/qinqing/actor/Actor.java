package qinqing.actor;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this request: one assignment (account, role, unit) of a person, or a system's client. It comes into
 * resources and services as a parameter or by injection of the request-scoped {@code CurrentActor} of identity.
 *
 * @param accountId account, or API client for {@link Role#SYSTEM}
 * @param unitId the unit in which the role is held; the county's root unit for roles of the whole county
 * @param officialId the official this account belongs to, if any
 * @param scopes scopes of a system's token, empty for people
 */
public record Actor(
        UUID accountId,
        @Nullable UUID assignmentId,
        Role role,
        UUID unitId,
        @Nullable UUID officialId,
        Set<String> scopes) {

    /** True for the roles that see the whole county. */
    public boolean seesCounty() {
        return role == Role.COUNTY_INSPECTOR || role == Role.ADMIN;
    }
}
