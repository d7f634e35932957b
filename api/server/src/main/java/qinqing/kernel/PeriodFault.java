package qinqing.kernel;

/** What can be wrong with a period. */
public enum PeriodFault implements Reason {
    ENDS_BEFORE_IT_BEGINS("结束日期早于开始日期", "the period ends before it begins");

    private final String chinese;
    private final String english;

    PeriodFault(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    @Override
    public String chinese() {
        return chinese;
    }

    @Override
    public String english() {
        return english;
    }
}
