package qinqing.setting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.CalendarDay;
import qinqing.deadline.YearOfDays;
import qinqing.http.Input;

/** A year of the working calendar as it goes in and out; holidays as ranges, as the yearly notice of 国务院办公厅 lists them. */
record CalendarYearBody(
        @Nullable Integer year,
        @Nullable String source,
        @Nullable List<@Nullable Holiday> holidays,
        @Nullable List<@Nullable String> workingWeekends) {
    private static final int SOURCE = 200;
    private static final int NAME = 50;
    private static final int HOLIDAYS = 60;
    private static final int WEEKENDS = 30;
    private static final String MAKES_UP = "调休";

    record Holiday(
            @Nullable String from,
            @Nullable String to,
            @Nullable String name) {}

    YearOfDays checked(int wanted) {
        var input = new Input();
        var from = input.text("/source", source, SOURCE);
        var days = new TreeMap<LocalDate, CalendarDay>();
        read(input, wanted, from.isEmpty() ? "-" : from, days);
        input.done();
        if (days.values().stream().noneMatch(day -> day.kind() == CalendarDay.Kind.HOLIDAY)) {
            input.refused("/holidays", "一年不能没有节假日", "A year has holidays");
            input.done();
        }
        return new YearOfDays(wanted, from, List.copyOf(days.values()), 0, null);
    }

    private void read(Input input, int wanted, String from, Map<LocalDate, CalendarDay> days) {
        if (holidays == null || holidays.size() > HOLIDAYS) {
            input.malformed("/holidays", "必填，不超过60项", "required, at most 60");
        } else {
            for (int i = 0; i < holidays.size(); i++) {
                holiday(input, "/holidays/" + i, wanted, from, holidays.get(i), days);
            }
        }
        if (workingWeekends == null || workingWeekends.size() > WEEKENDS) {
            input.malformed("/workingWeekends", "必填，不超过30项", "required, at most 30");
        } else {
            for (int i = 0; i < workingWeekends.size(); i++) {
                weekend(input, "/workingWeekends/" + i, wanted, from, workingWeekends.get(i), days);
            }
        }
    }

    private static void holiday(
            Input input,
            String pointer,
            int wanted,
            String source,
            @Nullable Holiday holiday,
            Map<LocalDate, CalendarDay> days) {
        if (holiday == null || holiday.from() == null || holiday.to() == null) {
            input.malformed(pointer, "须填起止日期", "needs its first and last day");
            return;
        }
        var first = input.optionalDate(pointer + "/from", holiday.from());
        var last = input.optionalDate(pointer + "/to", holiday.to());
        var name = input.text(pointer + "/name", holiday.name(), NAME);
        if (first.isEmpty() || last.isEmpty() || name.isEmpty()) {
            return;
        }
        if (first.get().getYear() != wanted
                || last.get().getYear() != wanted
                || last.get().isBefore(first.get())) {
            input.refused(pointer, "起止日期须在本年度内且先后有序", "must lie in the year, its first day first");
            return;
        }
        first.get()
                .datesUntil(last.get().plusDays(1))
                .forEach(date ->
                        put(input, pointer, days, new CalendarDay(date, CalendarDay.Kind.HOLIDAY, name, source)));
    }

    private static void weekend(
            Input input,
            String pointer,
            int wanted,
            String source,
            @Nullable String printed,
            Map<LocalDate, CalendarDay> days) {
        var date = input.optionalDate(pointer, printed == null ? "" : printed);
        if (date.isEmpty()) {
            return;
        }
        if (date.get().getYear() != wanted || date.get().getDayOfWeek().getValue() < 6) {
            input.refused(pointer, "须为本年度的星期六或星期日", "must be a Saturday or Sunday of the year");
            return;
        }
        put(input, pointer, days, new CalendarDay(date.get(), CalendarDay.Kind.WORKING_WEEKEND, MAKES_UP, source));
    }

    private static void put(Input input, String pointer, Map<LocalDate, CalendarDay> days, CalendarDay day) {
        if (days.putIfAbsent(day.date(), day) != null) {
            input.refused(pointer, "同一日期出现两次", "a date stands here twice");
        }
    }

    static CalendarYearBody of(YearOfDays year) {
        var ranges = new ArrayList<@Nullable Holiday>();
        CalendarDay first = null;
        CalendarDay last = null;
        for (CalendarDay day : year.days()) {
            if (day.kind() != CalendarDay.Kind.HOLIDAY) {
                continue;
            }
            if (first != null
                    && last != null
                    && day.name().equals(first.name())
                    && day.date().equals(last.date().plusDays(1))) {
                last = day;
                continue;
            }
            add(ranges, first, last);
            first = day;
            last = day;
        }
        add(ranges, first, last);
        return new CalendarYearBody(
                year.year(),
                year.source(),
                ranges,
                year.days().stream()
                        .filter(day -> day.kind() == CalendarDay.Kind.WORKING_WEEKEND)
                        .<@Nullable String>map(day -> day.date().toString())
                        .toList());
    }

    private static void add(List<@Nullable Holiday> ranges, @Nullable CalendarDay first, @Nullable CalendarDay last) {
        if (first != null && last != null) {
            ranges.add(new Holiday(first.date().toString(), last.date().toString(), first.name()));
        }
    }
}
