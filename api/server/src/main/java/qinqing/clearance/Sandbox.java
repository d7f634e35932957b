package qinqing.clearance;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.clearance.Reason.Code;

/** Answers for the people who build a payment system: they depend on the reference alone and touch no real data. */
final class Sandbox {
    private static final String NOTICE = "000000-2000-1";

    private Sandbox() {}

    /** By the last digit of the reference (contract: createClearance). */
    static Answer answer(@Nullable String reference, LocalDate today) {
        return switch (lastDigit(reference)) {
            case 0, 1, 2, 3, 4 -> new Answer(Grounds.NO_RELATIVE_FOUND, List.of(), List.of());
            case 5 -> withheld(Reason.of(Code.NOT_COMPARED, "沙箱：尚未比对", "Sandbox: not compared yet"));
            case 6 ->
                withheld(Reason.until(
                        today.plusDays(20), Code.MATCH_UNVERIFIED, "沙箱：命中尚未核查", "Sandbox: a hit is not verified"));
            case 7 ->
                withheld(Reason.about(
                        NOTICE,
                        today.plusDays(5),
                        Code.PUBLICITY_UNFINISHED,
                        "沙箱：公示未满7个完整日，已满2日",
                        "Sandbox: shown for 2 of 7 full days"));
            case 8 ->
                withheld(Reason.about(
                        NOTICE, today.plusDays(10), Code.OBJECTION_OPEN, "沙箱：异议正在核实", "Sandbox: an objection is open"));
            case 9 -> withheld(Reason.of(Code.NON_COMPLIANT, "沙箱：核查不合规", "Sandbox: not compliant"));
            default ->
                withheld(Reason.of(
                        Code.QUESTION_INVALID, "沙箱：reference 须含数字", "Sandbox: the reference needs a digit to go by"));
        };
    }

    private static Answer withheld(Reason reason) {
        return Answer.withheld(List.of(reason));
    }

    /** -1 when there is none. */
    private static int lastDigit(@Nullable String reference) {
        if (reference != null) {
            for (int i = reference.length() - 1; i >= 0; i--) {
                char c = reference.charAt(i);
                if (c >= '0' && c <= '9') {
                    return c - '0';
                }
            }
        }
        return -1;
    }
}
