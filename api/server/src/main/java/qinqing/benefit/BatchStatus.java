package qinqing.benefit;

import java.util.Set;

/**
 * Where a list stands.
 *
 * <pre>
 * RECEIVED → IMPORTING → IMPORTED → ENDORSED
 *                │  ↑        └────→ RETURNED      (A5.5)
 *                ↓  │
 *          MAPPING_NEEDED                          each but ENDORSED → CANCELLED; RECEIVED, IMPORTING → FAILED
 * </pre>
 */
enum BatchStatus {
    RECEIVED,
    MAPPING_NEEDED,
    IMPORTING,
    IMPORTED,
    RETURNED,
    ENDORSED,
    FAILED,
    CANCELLED;

    /** States that may follow; RECEIVED again when the file is read anew under another mapping. */
    Set<BatchStatus> next() {
        return switch (this) {
            case RECEIVED, IMPORTING -> Set.of(IMPORTING, MAPPING_NEEDED, IMPORTED, FAILED, CANCELLED);
            case MAPPING_NEEDED, FAILED -> Set.of(RECEIVED, CANCELLED);
            case IMPORTED -> Set.of(RECEIVED, RETURNED, ENDORSED, CANCELLED);
            case RETURNED -> Set.of(RECEIVED, CANCELLED);
            case ENDORSED, CANCELLED -> Set.of();
        };
    }

    boolean isReading() {
        return this == RECEIVED || this == IMPORTING;
    }
}
