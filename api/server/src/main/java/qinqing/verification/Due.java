package qinqing.verification;

import java.time.Instant;
import java.time.LocalDate;
import qinqing.deadline.Deadline;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;

/** The day by which a verification has to be done, and why it is that day. */
record Due(LocalDate on, String because) {

    /** A hit within {@code HIT_VERIFICATION} (A9.4), an objection within {@code OBJECTION_VERIFICATION} (A10.9). */
    static Due of(Cause cause, Instant opened, Terms terms, WorkingCalendar calendar) {
        return of(cause, LocalDate.ofInstant(opened, Deadline.ZONE), terms, calendar);
    }

    static Due of(Cause cause, LocalDate opened, Terms terms, WorkingCalendar calendar) {
        var deadline = Deadline.of(terms.of(cause.term()), opened, calendar);
        return new Due(deadline.due(), deadline.because());
    }
}
