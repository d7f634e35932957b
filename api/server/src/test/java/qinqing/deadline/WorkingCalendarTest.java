package qinqing.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static qinqing.deadline.CalendarDay.Kind.HOLIDAY;
import static qinqing.deadline.CalendarDay.Kind.WORKING_WEEKEND;

import java.io.IOException;
import java.io.StringReader;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {

    private final WorkingCalendar calendar = WorkingCalendar.bundled();

    @Test
    void the_saturday_before_national_day_2018_was_a_working_day() {
        LocalDate saturday = LocalDate.of(2018, 9, 29);
        assertThat(saturday.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(calendar.isWorkingDay(saturday)).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2018, 9, 30))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2018, 10, 1))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2018, 10, 8))).isTrue();
    }

    @Test
    void national_day_2026_is_free_from_the_first_to_the_seventh_of_october() {
        assertThat(LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)))
                .noneMatch(calendar::isWorkingDay);
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 9, 20))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 9, 30))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 10, 8))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 10, 10))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 10, 11))).isFalse();
    }

    @Test
    void the_spring_festival_of_2020_was_prolonged_to_the_second_of_february() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2020, 1, 31))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2020, 2, 3))).isTrue();
    }

    @Test
    void new_years_holiday_of_2019_began_in_december_2018() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2018, 12, 29))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2018, 12, 31))).isFalse();
    }

    @Test
    void every_year_from_2018_to_2026_is_in_and_no_other() {
        assertThat(IntStream.rangeClosed(2010, 2035).filter(calendar::isImported))
                .containsExactly(2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026);
    }

    @Test
    void every_bundled_year_has_about_250_working_days() {
        for (int year = 2018; year <= 2026; year++)
            assertThat(calendar.workingDaysBetween(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31)))
                    .as("year %d", year)
                    .isBetween(247, 252);
    }

    @Test
    void every_bundled_day_names_one_of_the_seven_festivals_and_its_source() {
        assertThat(CalendarFile.bundled()).hasSize(320).allSatisfy(day -> {
            assertThat(day.name()).isIn("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆节");
            assertThat(day.source()).isEqualTo("chinese-days 1.5.7");
        });
    }

    @Test
    void ten_working_days_from_the_eve_of_national_day_2026_end_on_the_twentieth() {
        LocalDate eve = LocalDate.of(2026, 9, 30);
        assertThat(calendar.nextWorkingDay(eve)).isEqualTo(LocalDate.of(2026, 10, 8));
        assertThat(calendar.addWorkingDays(eve, 10)).isEqualTo(LocalDate.of(2026, 10, 20));
        assertThat(calendar.workingDaysBetween(eve, LocalDate.of(2026, 10, 20))).isEqualTo(10);
    }

    @Test
    void a_year_that_is_not_in_yet_is_reported_and_counted_by_weekends() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 10, 1))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 10, 2))).isFalse();
        assertThat(calendar.assumedYears(LocalDate.of(2026, 12, 20), LocalDate.of(2027, 1, 5)))
                .containsExactly(2027);
        assertThat(calendar.assumedYears(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)))
                .isEmpty();
    }

    @Test
    void a_december_day_from_the_next_years_notice_does_not_pass_for_a_whole_year() {
        WorkingCalendar only2023 = WorkingCalendar.of(CalendarFile.bundled().stream()
                .filter(day -> day.date().getYear() == 2023 || day.date().equals(LocalDate.of(2022, 12, 31)))
                .toList());
        assertThat(only2023.isImported(2023)).isTrue();
        assertThat(only2023.isImported(2022)).isFalse();
    }

    @Test
    void a_later_notice_corrects_a_day() {
        LocalDate typhoonDay = LocalDate.of(2026, 7, 1);
        WorkingCalendar corrected = calendar.with(List.of(new CalendarDay(typhoonDay, HOLIDAY, "临时放假", "测试通知")));
        assertThat(corrected.isWorkingDay(typhoonDay)).isFalse();
        assertThat(calendar.isWorkingDay(typhoonDay)).isTrue();
    }

    @Test
    void two_entries_for_one_date_are_refused() {
        CalendarDay day = new CalendarDay(LocalDate.of(2027, 1, 1), HOLIDAY, "元旦", "测试通知");
        assertThatThrownBy(() -> WorkingCalendar.of(List.of(day, day))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_weekday_cannot_be_a_working_weekend() {
        assertThatThrownBy(() -> new CalendarDay(LocalDate.of(2027, 1, 4), WORKING_WEEKEND, "元旦", "测试通知"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_bad_line_of_a_calendar_file_is_named() throws IOException {
        String csv = "date,kind,name,source\n2027-01-01,HOLIDAY,元旦,测试通知\n2027-02-30,HOLIDAY,春节,测试通知\n";
        assertThatThrownBy(() -> CalendarFile.read(new StringReader(csv)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 3:");
        assertThat(CalendarFile.read(new StringReader(csv.substring(0, csv.indexOf("2027-02")))))
                .hasSize(1);
    }
}
