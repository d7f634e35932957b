package qinqing.verification;

import java.util.Set;

/**
 * Where a verification stands.
 *
 * <pre>
 * OPEN ⇄ FOUND → CLOSED      (back when the second person returns it)
 *   └──────┴───→ OBSOLETE    (the hit no longer holds)
 * </pre>
 */
public enum VerificationStatus {
    OPEN,
    /** A finding waits for the second person's signature. */
    FOUND,
    CLOSED,
    OBSOLETE;

    /** States that may follow this one. */
    public Set<VerificationStatus> next() {
        return switch (this) {
            case OPEN -> Set.of(FOUND, OBSOLETE);
            case FOUND -> Set.of(OPEN, CLOSED, OBSOLETE);
            case CLOSED, OBSOLETE -> Set.of();
        };
    }

    public boolean isOver() {
        return next().isEmpty();
    }
}
