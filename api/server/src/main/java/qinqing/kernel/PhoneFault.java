package qinqing.kernel;

/** What can be wrong with a written phone number. */
public enum PhoneFault implements Reason {
    MISSING("未填写电话号码", "the phone number is missing"),
    NOT_A_NUMBER("电话号码只能由数字组成", "a phone number is made of digits"),
    NO_AREA_CODE("固定电话应带区号，例如 023", "a landline number needs its area code"),
    UNKNOWN_PREFIX("不是内地的手机号码或固定电话号码", "no mobile or landline number of the mainland begins so"),
    WRONG_LENGTH("电话号码位数不对（手机11位，固定电话区号加7至8位）", "wrong number of digits (mobile 11, landline area code and 7 or 8)");

    private final String chinese;
    private final String english;

    PhoneFault(String chinese, String english) {
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
