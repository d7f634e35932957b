package qinqing.kernel;

/** What can be wrong with a written amount. */
public enum MoneyFault implements Reason {
    MISSING("未填写金额", "the amount is missing"),
    NOT_A_NUMBER("金额不是数字", "the amount is not a number"),
    NEGATIVE("金额不能为负", "the amount is negative"),
    TOO_FINE("金额最多精确到分", "an amount has at most two decimals, the fen"),
    TOO_MUCH("金额超过一百亿元，请核对单位", "the amount is above ten billion yuan; check the unit");

    private final String chinese;
    private final String english;

    MoneyFault(String chinese, String english) {
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
