package qinqing.programme;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the lists of a programme need to know of it.
 *
 * @param unitId the approving unit, which verifies (A9.1)
 * @param runningUnitId who runs it for the approving unit, if that is another
 * @param createdBy the account or system that entered it
 */
public record ProgrammeBrief(
        UUID id,
        String countyCode,
        String name,
        BenefitKind kind,
        UUID unitId,
        @Nullable UUID runningUnitId,
        boolean open,
        @Nullable UUID createdBy) {

    static ProgrammeBrief of(Programme programme) {
        return new ProgrammeBrief(
                programme.id,
                programme.countyCode,
                programme.name,
                programme.kind,
                programme.unitId,
                programme.runningUnitId,
                programme.isOpen(),
                programme.createdBy);
    }

    /** Who collects its lists and signs them (A5.5, A7.3). */
    public UUID collectingUnitId() {
        return runningUnitId == null ? unitId : runningUnitId;
    }
}
