package qinqing.programme;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A programme as a client writes it. */
record ProgrammeInput(
        @Nullable @Size(max = 60) String code,
        @NotBlank @Size(max = 200) String name,
        @NotNull BenefitKind kind,
        @Nullable BenefitCategory category,
        @NotNull Boolean universal,
        @NotNull UUID approvingUnitId,
        @Nullable UUID runningUnitId,
        @Nullable UUID placeUnitId,
        @Nullable @Size(max = 200) String place,

        @Nullable @Pattern(regexp = "\\d{1,13}(\\.\\d{1,2})?")
        String budget,

        @NotNull LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable @Size(max = 500) String lateEntryReason,
        @Nullable @Size(max = 300) String basis) {

    @Nullable
    BigDecimal budgetInYuan() {
        return budget == null ? null : new BigDecimal(budget);
    }
}
