package qinqing.programme;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Money;

/** A programme as it goes out. */
public record ProgrammeView(
        UUID id,
        @Nullable String code,
        String name,
        BenefitKind kind,
        @Nullable BenefitCategory category,
        boolean universal,
        UUID approvingUnitId,
        String approvingUnitName,
        @Nullable UUID runningUnitId,
        @Nullable UUID placeUnitId,
        @Nullable String place,
        @Nullable String budget,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        boolean lateEntry,
        @Nullable String lateEntryReason,
        @Nullable String basis,
        boolean closed,
        long beneficiaryCount) {

    static ProgrammeView of(Programme programme, String unitName, long beneficiaries) {
        return new ProgrammeView(
                programme.id,
                programme.code,
                programme.name,
                programme.kind,
                programme.category,
                programme.universal,
                programme.unitId,
                unitName,
                programme.runningUnitId,
                programme.siteUnitId,
                programme.place,
                Money.plain(programme.budget),
                programme.startsOn,
                programme.endsOn,
                programme.lateEntry,
                programme.lateEntryReason,
                programme.basis,
                !programme.isOpen(),
                beneficiaries);
    }
}
