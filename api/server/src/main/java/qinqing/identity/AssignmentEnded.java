package qinqing.identity;

import java.util.UUID;
import qinqing.actor.Role;

/**
 * Somebody no longer acts in a role: it was taken away, or the account was disabled. Whoever keeps work for the
 * assignment hands it on (decisions: nothing is left without an owner).
 */
public record AssignmentEnded(UUID assignmentId, UUID accountId, UUID unitId, Role role) {}
