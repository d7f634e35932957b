package qinqing.matching;

import java.util.UUID;

/** The hits of a run became visible, all at once (A8.3). Some may be new, some may have been closed. */
public record MatchesPublished(UUID runId) {}
