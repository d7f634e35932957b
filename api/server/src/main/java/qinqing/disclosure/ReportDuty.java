package qinqing.disclosure;

import java.time.LocalDate;
import qinqing.deadline.Deadline;
import qinqing.deadline.TermKey;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;

/** 变更后三十日内报告变化情况（A3.5，彭水方案第二步、涪陵委办发〔2018〕14号）. */
record ReportDuty(AmendmentCause cause, LocalDate changeOn, LocalDate dueOn, String why) {

    /** @param changeOn the day of the change, which is not counted */
    static ReportDuty of(AmendmentCause cause, LocalDate changeOn, Terms terms, WorkingCalendar calendar) {
        var deadline = Deadline.of(terms.of(TermKey.AMENDMENT), changeOn, calendar);
        return new ReportDuty(cause, changeOn, deadline.due(), deadline.because());
    }

    /** Late is accepted and marked. */
    boolean isLate(LocalDate submittedOn) {
        return submittedOn.isAfter(dueOn);
    }
}
