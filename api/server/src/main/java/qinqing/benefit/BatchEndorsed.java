package qinqing.benefit;

import java.util.UUID;

/**
 * The head of the unit's party organisation has signed a list (A5.5); its rows may be compared now (A8.2).
 *
 * @param unitId who collected and endorsed the list
 */
public record BatchEndorsed(UUID batchId, UUID programmeId, UUID unitId) {}
