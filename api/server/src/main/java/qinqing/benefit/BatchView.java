package qinqing.benefit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.intake.ColumnMapping;
import qinqing.jobs.JobView;
import qinqing.kernel.Money;

/** A list as it goes out. */
record BatchView(
        UUID id,
        UUID programmeId,
        String programmeName,
        UUID unitId,
        @Nullable String unitName,
        ListKind listKind,
        @Nullable String fileName,
        BatchStatus state,
        JobView.ProgressView progress,
        CountsView counts,
        @Nullable String totalAmount,
        @Nullable ColumnMapping mapping,
        @Nullable EndorsementView endorsement,
        JobView.@Nullable FailureView failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    record CountsView(long read, long kept, long withErrors, long withWarnings, long duplicates) {}

    record EndorsementView(
            EndorsementInput.Decision decision,
            @Nullable String opinion,
            @Nullable String reasons,
            UUID signerId,
            String signerName,
            Instant signedAt) {}

    static @Nullable String money(@Nullable BigDecimal yuan) {
        return Money.plain(yuan);
    }
}
