package qinqing.clearance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

/**
 * One thing that stands against a payment. It names no official and no relative: the asker pays, and need not know.
 *
 * @param noticeNumber public number of the notice it is about
 * @param dueOn when it is expected to fall away, where that is known
 */
record Reason(
        Code code,
        Text text,
        @Nullable String noticeNumber,
        @Nullable LocalDate dueOn) {

    /** Codes of the contract with the article each rests on. */
    enum Code {
        /** Before it is compared nobody can know (A8.1, A10.9). */
        NOT_COMPARED("A8.1"),
        /** Who approves verifies first (A9.1). */
        MATCH_UNVERIFIED("A9.1"),
        /** What is not compliant is cancelled, stopped or recovered (A9.3). */
        NON_COMPLIANT("A9.3"),
        NOTICE_MISSING("A10.9"),
        PUBLICITY_UNFINISHED("A10.9"),
        NOTICE_WITHDRAWN("A10.2"),
        OBJECTION_UNSCREENED("A10.9"),
        OBJECTION_OPEN("A10.9"),
        OBJECTION_UPHELD("A10.9"),
        SUBJECT_UNKNOWN("A10.9"),
        PROGRAMME_UNKNOWN("A10.9"),
        QUESTION_INVALID("A10.9");

        private final String requirement;

        Code(String requirement) {
            this.requirement = requirement;
        }

        String requirement() {
            return requirement;
        }
    }

    static Reason of(Code code, String zh, String en) {
        return new Reason(code, new Text(zh, en), null, null);
    }

    static Reason until(@Nullable LocalDate dueOn, Code code, String zh, String en) {
        return new Reason(code, new Text(zh, en), null, dueOn);
    }

    static Reason about(String noticeNumber, @Nullable LocalDate dueOn, Code code, String zh, String en) {
        return new Reason(code, new Text(zh, en), noticeNumber, dueOn);
    }
}
