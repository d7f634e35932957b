package qinqing.actor;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes this request: one assignment (account, role, unit) of a person, or a system's client. It comes into
 * resources and services as a parameter or by injection of the request-scoped {@code CurrentActor} of identity.
 *
 * @param accountId account, or API client for {@link Role#SYSTEM}; the nil id for nobody in particular
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

    /** Where a checked identity carries its actor. */
    public static final String ATTRIBUTE = "qinqing.actor";

    /** Scope of clients that only try things out. */
    public static final String SANDBOX = "sandbox";

    private static final UUID NOBODY = new UUID(0, 0);

    /** The installation itself: what it does without being asked, such as noting that it was restored. */
    public static final Actor INSTALLATION = new Actor(NOBODY, null, Role.SYSTEM, NOBODY, null, Set.of());

    /** A citizen who did not log in: in no unit, so that no row of a unit is theirs. */
    public static final Actor ANONYMOUS = new Actor(NOBODY, null, Role.ANONYMOUS, NOBODY, null, Set.of());

    public boolean isAnonymous() {
        return role == Role.ANONYMOUS;
    }

    /** True for the roles that see the whole county. */
    public boolean seesCounty() {
        return role.seesCounty();
    }

    /** True for a system's client that only tries things out: it gets synthetic answers and touches no real data. */
    public boolean inSandbox() {
        return scopes.contains(SANDBOX);
    }
}
