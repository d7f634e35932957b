package qinqing.clearance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept. Names and numbers of people are not in it.
 *
 * @param unitId whose people may read it
 * @param reasons as given; the state tells whether the answer still holds
 */
record Clearance(
        UUID id,
        UUID unitId,
        UUID askedBy,
        @Nullable String reference,
        UUID programmeId,
        @Nullable UUID batchId,
        @Nullable Integer rowNumber,
        Grounds grounds,
        List<Reason> reasons,
        boolean sandbox,
        @Nullable UUID emergencyId,
        Instant askedAt,
        @Nullable Instant lapsesAt,
        @Nullable Instant lapsedAt,
        @Nullable Instant withdrawnAt,
        @Nullable List<Reason> withdrawalReasons) {

    enum State {
        VALID,
        WITHDRAWN,
        LAPSED
    }

    State state(Instant now) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        return lapsedAt != null || (lapsesAt != null && !now.isBefore(lapsesAt)) ? State.LAPSED : State.VALID;
    }
}
