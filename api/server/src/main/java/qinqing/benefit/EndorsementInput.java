package qinqing.benefit;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What the head of the unit's party organisation says to a list (A5.5). */
record EndorsementInput(
        @NotNull Decision decision,
        @Nullable @Size(max = 2000) String opinion,
        @Nullable @Size(max = 2000) String reasons) {
    enum Decision {
        APPROVE,
        RETURN
    }
}
