package qinqing.disclosure;

import java.util.UUID;

/**
 * A declaration was entered and is in force: its relatives are compared from here on (A3.6, A8.1).
 *
 * @param unitId the recipient that keeps the declaration (A4)
 */
public record DeclarationEntered(UUID declarationId, UUID officialId, UUID unitId) {}
