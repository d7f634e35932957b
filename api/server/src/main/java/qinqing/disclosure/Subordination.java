package qinqing.disclosure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who answers to whom, so that nobody judges a superior (A5; decisions: never the official concerned, their kin or their subordinates). */
final class Subordination {
    private final Map<UUID, Incumbent> known;

    Subordination(Collection<Incumbent> known) {
        this.known = known.stream()
                .collect(Collectors.toMap(Incumbent::officialId, Function.identity(), (one, same) -> one));
    }

    /** Whether {@code one} answers to {@code other}: by a chain of leaders, or as one of the people under a head of party organisation. */
    boolean isSubordinate(Incumbent one, Incumbent other) {
        return !one.officialId().equals(other.officialId()) && (isLed(one, other) || isHeaded(one, other));
    }

    private boolean isLed(Incumbent one, Incumbent other) {
        var seen = new HashSet<UUID>();
        for (var at = one;
                at != null && at.leaderId() != null && seen.add(at.officialId());
                at = known.get(at.leaderId())) {
            if (at.leaderId().equals(other.officialId())) {
                return true;
            }
        }
        return false;
    }

    /** The inspection head of the same level is no subordinate here: A5.1 makes it sign for the head of the party organisation. */
    private static boolean isHeaded(Incumbent one, Incumbent other) {
        return other.rank() == Rank.PARTY_HEAD
                && one.ladder().contains(other.unitId())
                && !one.inspects(other.unitId());
    }
}
