package qinqing.deadline;

/** How a term is counted. The day on which it begins is never counted (民法典第二百零一条). */
public enum TermUnit {
    /** Every day counts. */
    CALENDAR_DAYS("%d日", "%d calendar days", "%d calendar day"),
    /** Only working days of the {@link WorkingCalendar} count. */
    WORKING_DAYS("%d个工作日", "%d working days", "%d working day"),
    /** Whole days from midnight to midnight, rest days included, beginning at the midnight after the start. */
    FULL_DAYS("%d个整日", "%d full days", "%d full day"),
    /** To the same day of a later month, or that month's last day if it has no such day (民法典第二百零二条). */
    MONTHS("%d个月", "%d months", "%d month");

    private final String chinese;
    private final String plural;
    private final String singular;

    TermUnit(String chinese, String plural, String singular) {
        this.chinese = chinese;
        this.plural = plural;
        this.singular = singular;
    }

    String inChinese(int amount) {
        return chinese.formatted(amount);
    }

    String inEnglish(int amount) {
        return (amount == 1 ? singular : plural).formatted(amount);
    }
}
