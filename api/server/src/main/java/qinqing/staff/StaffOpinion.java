package qinqing.staff;

import org.jspecify.annotations.Nullable;
import qinqing.http.Input;

/** 呈报单位党组织意见 (A6.3). */
sealed interface StaffOpinion {
    record Approve(@Nullable String opinion) implements StaffOpinion {}

    record SendBack(@Nullable String opinion, String reasons) implements StaffOpinion {}

    /** As a client sends it. */
    record Request(
            @Nullable String decision,
            @Nullable String opinion,
            @Nullable String reasons) {
        private static final int LONGEST = 2000;

        StaffOpinion checked() {
            var input = new Input();
            var chosen = input.choice("/decision", Staff.Decision.class, decision);
            if (decision == null) {
                input.malformed("/decision", "必填", "required");
            }
            var text = input.optionalLines("/opinion", opinion, LONGEST);
            var why = input.optionalLines("/reasons", reasons, LONGEST);
            if (chosen.isPresent() && chosen.get() == Staff.Decision.RETURN && why.isEmpty()) {
                input.refused("/reasons", "退回须说明理由", "Sending it back needs reasons");
            }
            input.done();
            return switch (chosen.orElseThrow()) {
                case APPROVE -> new Approve(text.orElse(null));
                case RETURN -> new SendBack(text.orElse(null), why.orElseThrow());
            };
        }
    }
}
