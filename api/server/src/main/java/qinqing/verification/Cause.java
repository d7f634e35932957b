package qinqing.verification;

import qinqing.deadline.TermKey;

/** Why something is verified, which decides how long that may take. */
public enum Cause {
    /** A published hit (A9.1). */
    HIT,
    /** An accepted objection to a notice (A10.9). */
    OBJECTION,
    /** The public named a relative whom nobody declared (A2.3, A9.5). */
    REFERRAL,
    /** Paid first in an emergency, verified afterwards. */
    EMERGENCY;

    TermKey term() {
        return switch (this) {
            case OBJECTION -> TermKey.OBJECTION_VERIFICATION;
            case HIT, REFERRAL, EMERGENCY -> TermKey.HIT_VERIFICATION;
        };
    }
}
