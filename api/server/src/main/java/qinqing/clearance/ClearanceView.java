package qinqing.clearance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contract's {@code Clearance}. */
record ClearanceView(
        UUID id,
        @Nullable String reference,
        UUID programmeId,
        @Nullable UUID batchId,
        @Nullable Integer rowNumber,
        Grounds.Outcome outcome,
        Grounds grounds,
        List<ReasonView> reasons,
        Clearance.State state,
        Instant askedAt,
        @Nullable Instant lapsesAt,
        @Nullable Instant withdrawnAt,
        @Nullable List<ReasonView> withdrawalReasons,
        @Nullable UUID emergencyReliefId,
        boolean sandbox) {

    /** The contract's {@code ClearanceReason}, in one language. */
    record ReasonView(
            Reason.Code code,
            String text,
            String requirement,
            @Nullable String noticeNumber,
            @Nullable LocalDate dueOn) {
        static List<ReasonView> of(List<Reason> reasons, List<Locale> languages) {
            return reasons.stream()
                    .map(reason -> new ReasonView(
                            reason.code(),
                            reason.text().in(languages),
                            reason.code().requirement(),
                            reason.noticeNumber(),
                            reason.dueOn()))
                    .toList();
        }
    }

    static ClearanceView of(Clearance clearance, Instant now, List<Locale> languages) {
        var withdrawn = clearance.withdrawalReasons();
        return new ClearanceView(
                clearance.id(),
                clearance.reference(),
                clearance.programmeId(),
                clearance.batchId(),
                clearance.rowNumber(),
                clearance.grounds().outcome(),
                clearance.grounds(),
                ReasonView.of(clearance.reasons(), languages),
                clearance.state(now),
                clearance.askedAt(),
                clearance.lapsesAt(),
                clearance.withdrawnAt(),
                withdrawn == null ? null : ReasonView.of(withdrawn, languages),
                clearance.emergencyId(),
                clearance.sandbox());
    }
}
