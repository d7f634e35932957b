package qinqing.deadline;

import java.util.Locale;

/** The name of a term; what it is worth stands in {@link Terms}. */
public enum TermKey {
    AMENDMENT,
    PLATFORM_ENTRY,
    HIT_VERIFICATION,
    PUBLICITY_DISPLAY,
    PUBLICITY_RETENTION,
    OBJECTION_SCREENING,
    OBJECTION_VERIFICATION,
    CLEARANCE_VALIDITY;

    /** The name of the county setting that holds the amount, for example {@code deadline.objection-screening}. */
    public String setting() {
        return "deadline." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
