package qinqing.publicity;

import java.util.UUID;
import qinqing.problem.Text;

/** What became of the attempt to draw up a notice without anybody typing. */
sealed interface Prepared {
    record Drafted(UUID noticeId, UUID unitId, String number) implements Prepared {}

    /** Something is missing that only people can add, such as a board or a hotline. */
    record Missing(UUID verificationId, UUID unitId, Text what) implements Prepared {}

    /** It is on a notice already, or no longer compliant. */
    record NotNeeded() implements Prepared {}
}
