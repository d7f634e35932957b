package qinqing.verification;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;

/**
 * Somebody who might verify or sign: one assignment, and what is known of the person behind it.
 *
 * @param unitPath from the county down to the assignment's unit
 * @param personToken of the official the account belongs to, in hexadecimal; null when it belongs to none
 * @param rank of that official, empty when unknown
 * @param homePath path of the unit where they serve as an official
 * @param leaders everybody above them in the chain of leaders
 * @param kin tokens of the relatives they declared
 * @param load open tasks they own
 */
record Verifier(
        UUID assignmentId,
        UUID accountId,
        Role role,
        List<UUID> unitPath,
        @Nullable UUID officialId,
        @Nullable String personToken,
        String nameKey,
        String rank,
        List<UUID> homePath,
        Set<UUID> leaders,
        Set<String> kin,
        long load) {

    UUID unitId() {
        return unitPath.getLast();
    }

    boolean servesBelow(UUID unit) {
        return unitPath.contains(unit) || homePath.contains(unit);
    }

    /** Ids alone: the rest is personal. */
    @Override
    public String toString() {
        return "Verifier[" + assignmentId + " " + role + "]";
    }
}
