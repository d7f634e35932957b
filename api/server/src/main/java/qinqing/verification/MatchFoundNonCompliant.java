package qinqing.verification;

import java.util.UUID;

/** A benefit was found not compliant and a lead registered (A9.3). */
public record MatchFoundNonCompliant(UUID matchId, UUID verificationId, Measure measure, UUID leadId) {}
