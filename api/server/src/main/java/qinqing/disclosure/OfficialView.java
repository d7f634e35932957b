package qinqing.disclosure;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** An official as shown, personal values covered. */
record OfficialView(
        UUID id,
        String name,
        Sex sex,
        PoliticalStatus politicalStatus,
        String idNumberMasked,
        @Nullable String phoneMasked,
        UUID unitId,
        String unitName,
        @Nullable UUID postId,
        String postTitle,
        @Nullable String jobGrade,
        Rank rank,
        @Nullable UUID leaderInChargeId,
        boolean inspectionStaff,
        boolean cityManaged,
        @Nullable UUID accountId,
        OfficialStatus state,
        @Nullable LocalDate since,
        @Nullable String declarationState,
        @Nullable DueView declarationDue) {

    record DueView(LocalDate dueOn, String why, String requirement, boolean overdue) {}
}
