package qinqing.deadline;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Puts a deadline's computation into words: how long, which rest days and working weekends lie within, why the end moved. */
final class WhyThisDay {

    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    /** The seven festivals of 《全国年节及纪念日放假办法》, as the calendar names them. */
    private static final Map<String, String> ENGLISH_NAMES = Map.of(
            "元旦", "New Year's Day",
            "春节", "Spring Festival",
            "清明", "Tomb-Sweeping Day",
            "劳动节", "Labor Day",
            "端午", "Dragon Boat Festival",
            "中秋", "Mid-Autumn Festival",
            "国庆节", "National Day");

    private final Deadline deadline;
    private final StatutoryTerm term;
    private final List<CalendarDay> exceptions;

    WhyThisDay(Deadline deadline) {
        this.deadline = deadline;
        this.term = deadline.term();
        this.exceptions = deadline.countsWorkingDays()
                ? deadline.calendar().exceptionsBetween(deadline.start(), deadline.due())
                : List.of();
    }

    String inChinese() {
        String why = term.unit() == TermUnit.FULL_DAYS ? fullDaysInChinese() : countedInChinese();
        return deadline.assumedYears().isEmpty() ? why : why + years("、") + "年的节假日安排尚未导入，暂按周六、周日休息推算，导入后重新计算。";
    }

    String inEnglish() {
        String why = term.unit() == TermUnit.FULL_DAYS ? fullDaysInEnglish() : countedInEnglish();
        return deadline.assumedYears().isEmpty()
                ? why
                : why + " The holidays of " + years(", ")
                        + " are not imported yet; only weekends were taken as free, and the date will be computed again.";
    }

    private String fullDaysInChinese() {
        return "自" + chinese(deadline.start()) + "次日零时起计满" + term.length() + "（" + source() + "），休息日照常计入，至"
                + chinese(deadline.due()) + "24时期满。";
    }

    private String fullDaysInEnglish() {
        return term.unit().inEnglish(term.amount()) + " from the midnight after " + english(deadline.start()) + " ("
                + englishSource() + "), rest days included; complete at the end of " + english(deadline.due()) + ".";
    }

    private String countedInChinese() {
        return "自" + chinese(deadline.start()) + "起算" + term.length() + "（当日不计；" + source() + "）"
                + (exceptions.isEmpty() ? "" : "；其间" + exceptionsInChinese())
                + restInChinese()
                + "，到期日为" + chinese(deadline.due()) + "。";
    }

    private String countedInEnglish() {
        return term.unit().inEnglish(term.amount()) + " from " + english(deadline.start()) + ", that day not counted ("
                + englishSource() + ")"
                + (exceptions.isEmpty() ? "" : "; within them " + exceptionsInEnglish())
                + restInEnglish()
                + "; due on " + english(deadline.due()) + ".";
    }

    private String restInChinese() {
        LocalDate last = deadline.unmoved();
        if (deadline.calendar().isWorkingDay(last)) return "";
        String rest = "，期满日" + chinese(last) + "适逢" + restDay(last);
        return last.equals(deadline.due()) ? rest + "，按规定不顺延" : rest + "，顺延至其后第一个工作日";
    }

    private String restInEnglish() {
        LocalDate last = deadline.unmoved();
        if (deadline.calendar().isWorkingDay(last)) return "";
        String rest = "; the last day, " + english(last) + ", is "
                + deadline.calendar()
                        .on(last)
                        .map(day -> "a " + englishName(day) + " holiday")
                        .orElse("a weekend");
        return rest + (last.equals(deadline.due()) ? " and stays" : " and moves to the next working day");
    }

    private String restDay(LocalDate day) {
        return deadline.calendar().on(day).map(holiday -> holiday.name() + "放假").orElse("周末休息");
    }

    private String exceptionsInChinese() {
        List<String> parts = new ArrayList<>();
        for (List<CalendarDay> run : holidayRuns())
            parts.add(run.stream().map(CalendarDay::name).distinct().collect(joining("、")) + "放假" + run.size() + "天");
        String working = workingWeekends().stream()
                .map(day -> day.getYear() == deadline.start().getYear() ? monthDay(day) : chinese(day))
                .collect(joining("、"));
        if (!working.isEmpty()) parts.add(working + "调休上班");
        return String.join("、", parts);
    }

    private String exceptionsInEnglish() {
        List<String> parts = new ArrayList<>();
        for (List<CalendarDay> run : holidayRuns())
            parts.add(run.stream().map(WhyThisDay::englishName).distinct().collect(joining(" and ")) + " holiday, "
                    + run.size() + (run.size() == 1 ? " day" : " days"));
        for (LocalDate day : workingWeekends()) parts.add(english(day) + " is a working weekend day");
        return String.join("; ", parts);
    }

    /** Holidays on days in a row, of one festival or of several that meet (国庆节 and 中秋 in 2025). */
    private List<List<CalendarDay>> holidayRuns() {
        List<List<CalendarDay>> runs = new ArrayList<>();
        for (CalendarDay day : exceptions) {
            if (!day.isHoliday()) continue;
            if (runs.isEmpty() || !runs.getLast().getLast().date().plusDays(1).equals(day.date()))
                runs.add(new ArrayList<>());
            runs.getLast().add(day);
        }
        return runs;
    }

    private List<LocalDate> workingWeekends() {
        return exceptions.stream()
                .filter(day -> !day.isHoliday())
                .map(CalendarDay::date)
                .toList();
    }

    private String source() {
        return term.requirement() + " " + term.name();
    }

    private String englishSource() {
        return term.requirement() + ", " + term.englishName();
    }

    private String years(String between) {
        return deadline.assumedYears().stream().map(String::valueOf).collect(joining(between));
    }

    private static String englishName(CalendarDay day) {
        return Objects.requireNonNullElse(ENGLISH_NAMES.get(day.name()), day.name());
    }

    private static String chinese(LocalDate day) {
        return day.getYear() + "年" + monthDay(day);
    }

    private static String monthDay(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static String english(LocalDate day) {
        return ENGLISH_DAY.format(day);
    }
}
