package qinqing.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;

/**
 * One thing that happened.
 *
 * @param at to the microsecond, as the database keeps it
 * @param action operation id of the contract, or name of a job
 * @param subjectKind table or resource, in the singular
 * @param detail codes and ids only: what a person typed can't get in
 */
record AuditEntry(
        UUID id,
        String countyCode,
        Instant at,
        @Nullable UUID accountId,
        @Nullable UUID assignmentId,
        String role,
        @Nullable UUID unitId,
        String action,
        String subjectKind,
        @Nullable UUID subjectId,
        @Nullable String detail) {

    private static final Pattern CODES = Pattern.compile("[A-Za-z0-9_=,:. /-]{0,300}");

    AuditEntry {
        if (detail != null && !CODES.matcher(detail).matches()) {
            throw new IllegalArgumentException("an audit detail is made of codes and ids");
        }
    }

    static AuditEntry of(
            UUID id,
            String countyCode,
            Instant at,
            Actor actor,
            String action,
            String subjectKind,
            @Nullable UUID subjectId,
            @Nullable String detail) {
        return new AuditEntry(
                id,
                countyCode,
                at,
                actor.accountId(),
                actor.assignmentId(),
                actor.role().name(),
                actor.unitId(),
                action,
                subjectKind,
                subjectId,
                detail);
    }

    /** What its MAC covers: every column. */
    byte[][] content() {
        return new byte[][] {
            bytes(id),
            bytes(countyCode),
            bytes(at),
            bytes(accountId),
            bytes(assignmentId),
            bytes(role),
            bytes(unitId),
            bytes(action),
            bytes(subjectKind),
            bytes(subjectId),
            bytes(detail)
        };
    }

    private static byte[] bytes(@Nullable Object value) {
        return value == null ? new byte[0] : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
