package qinqing.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;

/** A change is due within thirty days (A3.5), and a declaration goes one way. */
class ReportDutyTest {
    @Test
    void a_change_is_reported_within_thirty_days_and_late_from_the_day_after_A3_5() {
        var duty = ReportDuty.of(
                AmendmentCause.FAMILY_CHANGE, LocalDate.of(2026, 3, 2), Terms.defaults(), WorkingCalendar.bundled());
        assertThat(duty.dueOn()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(duty.isLate(duty.dueOn())).isFalse();
        assertThat(duty.isLate(duty.dueOn().plusDays(1))).isTrue();
        assertThat(duty.why()).contains("30");
    }

    @Test
    void a_declaration_goes_forward_and_ends() {
        assertThat(DeclarationStatus.SUBMITTED.next())
                .containsExactlyInAnyOrder(
                        DeclarationStatus.RETURNED, DeclarationStatus.ENDORSED, DeclarationStatus.CLOSED);
        assertThat(DeclarationStatus.ENDORSED.next())
                .containsExactlyInAnyOrder(DeclarationStatus.ENTERED, DeclarationStatus.CLOSED);
        for (var end : List.of(DeclarationStatus.ENTERED, DeclarationStatus.RETURNED, DeclarationStatus.CLOSED)) {
            assertThat(end.next()).isEmpty();
        }
    }
}
