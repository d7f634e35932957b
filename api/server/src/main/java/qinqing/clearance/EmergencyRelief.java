package qinqing.clearance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One urgent payment that passed before it was compared. It stays on the list until it has been compared and verified.
 *
 * @param authority who ordered it; shown publicly
 * @param reason why it could not wait
 */
record EmergencyRelief(
        UUID id,
        String number,
        UUID programmeId,
        String programmeName,
        String authority,
        String reason,
        LocalDate decidedOn,
        LocalDate settleDueOn,
        String settleBecause,
        @Nullable Instant settledAt,
        UUID clearanceId,
        Instant createdAt) {

    /** The contract's {@code EmergencyRelief}. */
    record View(
            UUID id,
            String number,
            UUID programmeId,
            String programmeName,
            String authority,
            String reason,
            LocalDate decidedOn,
            Due settleDue,
            @Nullable Instant settledAt,
            UUID clearanceId,
            Instant createdAt) {}

    /** The contract's {@code Deadline}. */
    record Due(LocalDate dueOn, String why, String requirement, boolean overdue) {}

    View view(LocalDate today) {
        return new View(
                id,
                number,
                programmeId,
                programmeName,
                authority,
                reason,
                decidedOn,
                new Due(settleDueOn, settleBecause, "A9.4", settledAt == null && today.isAfter(settleDueOn)),
                settledAt,
                clearanceId,
                createdAt);
    }

    /** What the public sees: no subject and no reason, which may tell of somebody's distress. */
    record PublicView(
            String number,
            String unitName,
            String programmeName,
            String authority,
            LocalDate decidedOn,
            boolean settled) {}
}
