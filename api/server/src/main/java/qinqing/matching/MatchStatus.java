package qinqing.matching;

import java.util.Set;

/**
 * Where a hit stands.
 *
 * <pre>
 * OPEN → COMPLIANT | NON_COMPLIANT | NOT_SAME_PERSON → OPEN   (an objection reopens it)
 *   └──→ CLOSED → OPEN                                        (it no longer holds; it holds again)
 * </pre>
 */
public enum MatchStatus {
    OPEN,
    COMPLIANT,
    NON_COMPLIANT,
    NOT_SAME_PERSON,
    /** The relative left the declaration or the row left the list before it was verified. */
    CLOSED;

    /** States that may follow this one. */
    public Set<MatchStatus> next() {
        return switch (this) {
            case OPEN -> Set.of(COMPLIANT, NON_COMPLIANT, NOT_SAME_PERSON, CLOSED);
            case COMPLIANT, NON_COMPLIANT, NOT_SAME_PERSON, CLOSED -> Set.of(OPEN);
        };
    }

    /** Whether people have decided it; a later run leaves such a hit as it is. */
    public boolean isDecided() {
        return this != OPEN && this != CLOSED;
    }

    /** Whether the declarant is told of it now (A8.3): somebody else's benefit is nothing to tell. */
    boolean concernsTheDeclarant() {
        return this == COMPLIANT || this == NON_COMPLIANT;
    }
}
