package qinqing.inference;

import java.util.Set;

/** Where a question to a declarant stands: open, answered by them, or settled by a later filing. */
public enum PromptStatus {
    OPEN,
    /** The declarant will amend the declaration (A3.5). */
    WILL_DECLARE,
    /** The declarant says that this is no relative of the circle (A2.1), and why. */
    NOT_A_RELATIVE,
    /** A declaration in force names the person. */
    DECLARED,
    /** The filings do not say so any more. */
    WITHDRAWN;

    Set<PromptStatus> next() {
        return switch (this) {
            case OPEN -> Set.of(WILL_DECLARE, NOT_A_RELATIVE, DECLARED, WITHDRAWN);
            case WILL_DECLARE, NOT_A_RELATIVE -> Set.of(WILL_DECLARE, NOT_A_RELATIVE, DECLARED, WITHDRAWN);
            case DECLARED, WITHDRAWN -> Set.of(OPEN);
        };
    }

    /** Whether the declarant has not settled it by declaring. */
    boolean isUnsettled() {
        return next().contains(DECLARED);
    }
}
