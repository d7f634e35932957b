package qinqing.kernel;

/** What can be wrong with a printed unified social credit code. */
public enum CreditCodeFault implements Reason {
    MISSING("未填写统一社会信用代码", "the unified social credit code is missing"),
    WRONG_LENGTH("统一社会信用代码应为18位", "a unified social credit code has 18 characters"),
    WRONG_CHARACTER(
            "统一社会信用代码含有不使用的字符（不用I、O、S、V、Z）", "the code holds a character that is not used (I, O, S, V, Z are not)"),
    WRONG_DIVISION("统一社会信用代码第3至8位应为登记机关行政区划数字", "characters 3 to 8 are the digits of the registering division"),
    WRONG_CHECK_CHARACTER("统一社会信用代码校验位不符，请核对每一位", "the check character does not fit; compare every character");

    private final String chinese;
    private final String english;

    CreditCodeFault(String chinese, String english) {
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
