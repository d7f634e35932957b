package qinqing.kernel;

/** What can be wrong with a printed citizen identity number. */
public enum IdFault implements Reason {
    MISSING("未填写身份证号码", "the identity number is missing"),
    MASKED("身份证号码被遮盖，请填写完整号码", "the identity number is masked; write all of it"),
    NOT_A_NUMBER("身份证号码只能由数字和末位的X组成", "an identity number is made of digits and a final X only"),
    WRONG_LENGTH("身份证号码应为18位（旧证15位）", "an identity number has 18 characters, an old one 15"),
    SCIENTIFIC_NOTATION(
            "号码被电子表格变成了科学计数法，请把该列设为文本后重新填写",
            "the spreadsheet turned the number into scientific notation; make the column text"),
    ROUNDED(
            "号码末三位被电子表格变成了000，请把该列设为文本后重新填写",
            "the spreadsheet rounded the last three digits to 000; make the column text"),
    UNKNOWN_DIVISION("身份证号码前两位不是省级行政区划代码", "the first two digits are no province's code"),
    IMPOSSIBLE_DATE("身份证号码中的出生日期不存在", "the date of birth in the number does not exist"),
    FUTURE_DATE("身份证号码中的出生日期晚于今天", "the date of birth in the number lies in the future"),
    WRONG_CHECK_DIGIT("身份证号码校验位不符，请核对每一位", "the check digit does not fit; compare every digit");

    private final String chinese;
    private final String english;

    IdFault(String chinese, String english) {
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
