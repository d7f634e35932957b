package qinqing.verification;

import java.util.UUID;

/** A hit has a signed finding; what was not compliant is told by {@link MatchFoundNonCompliant} too. */
public record MatchVerified(UUID matchId, Finding finding) {}
