package qinqing.objection;

import java.util.UUID;

/** Verified again after an objection, the matter turned out not compliant: it may not go ahead (A10.9). */
public record ObjectionUpheld(UUID objectionId, UUID noticeId, UUID matchId) {}
