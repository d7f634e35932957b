package qinqing.verification;

import qinqing.matching.MatchStatus;

/** What a verification found (A9.1). */
public enum Finding {
    COMPLIANT,
    /** Payment is cancelled, stopped or recovered, and a lead goes to the inspection body (A9.3). */
    NON_COMPLIANT,
    /** A false hit: the beneficiary is somebody else. */
    NOT_SAME_PERSON;

    MatchStatus outcome() {
        return switch (this) {
            case COMPLIANT -> MatchStatus.COMPLIANT;
            case NON_COMPLIANT -> MatchStatus.NON_COMPLIANT;
            case NOT_SAME_PERSON -> MatchStatus.NOT_SAME_PERSON;
        };
    }
}
