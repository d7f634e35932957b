package qinqing.matching;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relative whom nobody declared, named by the public or found in supervision (A2.3).
 *
 * @param relation in the public's words
 */
public record Referral(
        UUID officialId,
        UUID beneficiaryId,
        String name,
        String relation,
        String reason,
        @Nullable UUID objectionId) {

    /** What it became: a hit that has to be verified like any other. */
    public record Recorded(UUID referralId, UUID matchId, String officialName) {}

    /** Ids alone: the rest is personal. */
    @Override
    public String toString() {
        return "Referral[" + officialId + " " + beneficiaryId + "]";
    }
}
