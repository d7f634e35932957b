package qinqing.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static qinqing.deadline.CalendarDay.Kind.HOLIDAY;
import static qinqing.deadline.CalendarDay.Kind.WORKING_WEEKEND;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final LocalDate EVE_OF_NATIONAL_DAY = LocalDate.of(2026, 9, 30);

    private final WorkingCalendar calendar = WorkingCalendar.bundled();

    @Test
    void an_objection_of_the_eve_of_national_day_is_verified_by_the_twentieth_and_says_why() {
        Deadline deadline = due(TermKey.OBJECTION_VERIFICATION, EVE_OF_NATIONAL_DAY);
        assertThat(deadline.due()).isEqualTo(LocalDate.of(2026, 10, 20));
        assertThat(deadline.because())
                .isEqualTo("自2026年9月30日起算10个工作日（当日不计；A10.9 异议核实）；" + "其间国庆节放假7天、10月10日调休上班，到期日为2026年10月20日。");
        assertThat(deadline.becauseInEnglish())
                .isEqualTo("10 working days from 30 September 2026, that day not counted (A10.9, verification of an "
                        + "objection); within them National Day holiday, 7 days; 10 October 2026 is a working weekend day; "
                        + "due on 20 October 2026.");
    }

    @Test
    void screening_in_a_plain_week_needs_no_explanation_beyond_the_count() {
        Deadline deadline = due(TermKey.OBJECTION_SCREENING, LocalDate.of(2026, 3, 2));
        assertThat(deadline.because()).isEqualTo("自2026年3月2日起算3个工作日（当日不计；A24.10 异议初筛），到期日为2026年3月5日。");
    }

    @Test
    void an_amendment_that_would_end_in_a_holiday_moves_to_the_next_working_day() {
        Deadline deadline = due(TermKey.AMENDMENT, LocalDate.of(2026, 9, 5));
        assertThat(deadline.due()).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(deadline.because())
                .isEqualTo("自2026年9月5日起算30日（当日不计；A3.5 变更报告），期满日2026年10月5日适逢国庆节放假，" + "顺延至其后第一个工作日，到期日为2026年10月8日。");
        assertThat(deadline.becauseInEnglish())
                .contains("the last day, 5 October 2026, is a National Day holiday and moves to the next working day");
    }

    @Test
    void a_term_that_ends_on_a_plain_sunday_says_weekend() {
        assertThat(due(TermKey.HIT_VERIFICATION, LocalDate.of(2026, 3, 2)).because())
                .contains("期满日2026年3月22日适逢周末休息，顺延至其后第一个工作日，到期日为2026年3月23日");
    }

    @Test
    void a_term_that_ends_on_a_working_saturday_stays() {
        assertThat(due(TermKey.HIT_VERIFICATION, LocalDate.of(2026, 9, 20)).due())
                .isEqualTo(LocalDate.of(2026, 10, 10));
    }

    @Test
    void seven_full_days_of_display_run_through_the_holiday() {
        Deadline deadline = due(TermKey.PUBLICITY_DISPLAY, EVE_OF_NATIONAL_DAY);
        assertThat(deadline.due()).isEqualTo(LocalDate.of(2026, 10, 7));
        assertThat(deadline.endsAt()).isEqualTo(Instant.parse("2026-10-08T00:00:00+08:00"));
        assertThat(deadline.because()).isEqualTo("自2026年9月30日次日零时起计满7个整日（A10.2 公示期），休息日照常计入，至2026年10月7日24时期满。");
        assertThat(deadline.becauseInEnglish())
                .isEqualTo("7 full days from the midnight after 30 September 2026 (A10.2, display of a notice), "
                        + "rest days included; complete at the end of 7 October 2026.");
    }

    @Test
    void a_clearance_lapses_on_the_day_it_falls_on_even_a_sunday() {
        Deadline deadline = due(TermKey.CLEARANCE_VALIDITY, LocalDate.of(2026, 3, 2));
        assertThat(deadline.due()).isEqualTo(LocalDate.of(2026, 5, 31));
        assertThat(deadline.because()).contains("适逢周末休息，按规定不顺延，到期日为2026年5月31日");
    }

    @Test
    void the_start_is_the_day_in_shanghai_and_the_whole_due_day_still_counts() {
        Deadline deadline = Deadline.of(
                Terms.defaults().of(TermKey.OBJECTION_SCREENING), Instant.parse("2026-03-01T16:30:00Z"), calendar);
        assertThat(deadline.start()).isEqualTo(LocalDate.of(2026, 3, 2));
        assertThat(deadline.isOver(Instant.parse("2026-03-05T23:59:59+08:00"))).isFalse();
        assertThat(deadline.isOver(Instant.parse("2026-03-06T00:00:00+08:00"))).isTrue();
    }

    @Test
    void a_term_that_reaches_into_a_year_without_a_calendar_says_so() {
        Deadline deadline = due(TermKey.OBJECTION_VERIFICATION, LocalDate.of(2026, 12, 25));
        assertThat(deadline.due()).isEqualTo(LocalDate.of(2027, 1, 8));
        assertThat(deadline.assumedYears()).containsExactly(2027);
        assertThat(deadline.because()).endsWith("2027年的节假日安排尚未导入，暂按周六、周日休息推算，导入后重新计算。");
        assertThat(deadline.becauseInEnglish())
                .endsWith("The holidays of 2027 are not imported yet; only weekends were taken as free, "
                        + "and the date will be computed again.");
    }

    @Test
    void importing_the_missing_year_moves_the_date_and_drops_the_warning() {
        Deadline before = due(TermKey.OBJECTION_VERIFICATION, LocalDate.of(2026, 12, 25));
        WorkingCalendar imported = calendar.with(List.of(
                new CalendarDay(LocalDate.of(2027, 1, 1), HOLIDAY, "元旦", "测试通知"),
                new CalendarDay(LocalDate.of(2027, 1, 3), WORKING_WEEKEND, "元旦", "测试通知"),
                new CalendarDay(LocalDate.of(2027, 1, 4), HOLIDAY, "元旦", "测试通知"),
                new CalendarDay(LocalDate.of(2027, 10, 1), HOLIDAY, "国庆节", "测试通知")));
        Deadline after = before.recomputed(imported);
        assertThat(after.due()).isEqualTo(LocalDate.of(2027, 1, 11));
        assertThat(after.assumedYears()).isEmpty();
        assertThat(after.because()).contains("元旦放假1天、元旦放假1天、2027年1月3日调休上班").doesNotContain("尚未导入");
    }

    @Test
    void a_display_does_not_depend_on_a_calendar_so_it_never_warns() {
        assertThat(due(TermKey.PUBLICITY_DISPLAY, LocalDate.of(2030, 1, 1)).assumedYears())
                .isEmpty();
    }

    @Test
    void festivals_that_meet_are_one_holiday() {
        assertThat(due(TermKey.OBJECTION_VERIFICATION, LocalDate.of(2025, 9, 29))
                        .because())
                .contains("其间国庆节、中秋放假8天、10月11日调休上班");
    }

    @Test
    void a_month_from_the_thirty_first_ends_on_the_last_day_of_the_shorter_month() {
        StatutoryTerm oneMonth = new StatutoryTerm(
                TermKey.HIT_VERIFICATION,
                1,
                TermUnit.MONTHS,
                LastDay.AS_IT_FALLS,
                1,
                3,
                "A13.4",
                "信访交办件办理",
                "handling of a petition",
                "一般信访件{期限}内办结。");
        assertThat(Deadline.of(oneMonth, LocalDate.of(2026, 1, 31), calendar).due())
                .isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(oneMonth.sentence()).isEqualTo("一般信访件1个月内办结。");
    }

    private Deadline due(TermKey key, LocalDate start) {
        return Deadline.of(Terms.defaults().of(key), start, calendar);
    }
}
