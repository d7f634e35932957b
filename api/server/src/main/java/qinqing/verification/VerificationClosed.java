package qinqing.verification;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification was signed, whatever it was opened for.
 *
 * @param objectionId the objection that reopened it, for {@link Cause#OBJECTION}
 */
public record VerificationClosed(
        UUID verificationId,
        UUID matchId,
        Finding finding,
        Cause cause,
        @Nullable UUID objectionId) {}
