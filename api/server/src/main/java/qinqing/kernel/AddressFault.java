package qinqing.kernel;

/** What can be wrong with a written address. */
public enum AddressFault implements Reason {
    EMPTY("未填写地址", "the address is missing"),
    TOO_LONG("地址不能超过200个字", "an address has at most 200 characters"),
    CONTROL("地址中有不可见的控制字符，请重新输入", "the address holds a control character"),
    DIRECTION("地址中有改变文字方向的字符，请重新输入", "the address holds a character that turns the direction of writing"),
    SYMBOL("地址中有地址不使用的符号", "the address holds a symbol that addresses do not use");

    private final String chinese;
    private final String english;

    AddressFault(String chinese, String english) {
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
