package qinqing.kernel;

/** What can be wrong with a written name of a person. */
public enum NameFault implements Reason {
    EMPTY("未填写姓名", "the name is missing"),
    TOO_LONG("姓名不能超过50个字", "a name has at most 50 characters"),
    MASKED("姓名被遮盖，请填写完整姓名", "the name is masked; write all of it"),
    NO_LETTER_FIRST("姓名应以文字开头", "a name begins with a letter"),
    DIGIT("姓名中不能有数字", "a name holds no digits"),
    CONTROL("姓名中有不可见的控制字符，请重新输入", "the name holds a control character"),
    DIRECTION("姓名中有改变文字方向的字符，请重新输入", "the name holds a character that turns the direction of writing"),
    SYMBOL("姓名只能由文字、间隔号、空格、连字符和撇号组成", "a name is made of letters, middle dots, blanks, hyphens and apostrophes");

    private final String chinese;
    private final String english;

    NameFault(String chinese, String english) {
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
