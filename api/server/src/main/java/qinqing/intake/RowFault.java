package qinqing.intake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import qinqing.kernel.AddressFault;
import qinqing.kernel.CreditCodeFault;
import qinqing.kernel.IdFault;
import qinqing.kernel.MoneyFault;
import qinqing.kernel.NameFault;
import qinqing.kernel.PhoneFault;
import qinqing.kernel.Reason;
import qinqing.problem.Text;

/**
 * What can be said of a row besides the faults of its values ({@code ID_…}, {@code NAME_…} and so on, from the kernel).
 * The database keeps the code, the sentence is made when somebody reads it, in their language.
 */
public enum RowFault implements Reason {
    NAME_HIDDEN("姓名被遮盖，已保留，比对时另行处理", "the name is masked; the row is kept and compared in its own way"),
    ID_HIDDEN("身份证号码被遮盖，已保留，比对时另行处理", "the identity number is masked; the row is kept and compared in its own way"),
    ID_ABSENT(
            "没有身份证号码，已保留，仅按姓名等其他信息比对",
            "there is no identity number; the row is kept and compared by name and other fields"),
    AMOUNT_ABSENT("没有金额，已保留", "there is no amount; the row is kept"),
    AMOUNT_ROUNDED("金额多于两位小数，已四舍五入到分", "the amount has more than two decimals and was rounded to the fen"),
    DATE_NOT_A_DAY("日期无法识别", "the date can't be read"),
    DATE_IMPOSSIBLE("没有这一天", "there is no such day"),
    DATE_IN_FUTURE("日期晚于今天", "the date lies in the future"),
    DATE_BEFORE_2018("早于2018年1月1日，只有未完结的才纳入（A7.5）", "before 2018-01-01: only unfinished matters are taken (A7.5)"),
    COMPANY_WITHOUT_PERSON(
            "企业没有法定代表人和代理人，已保留，无法与亲属比对",
            "the company names neither legal representative nor agent; the row is kept but can't be compared with relatives"),
    COMPANY_NAME_NOT_A_NAME("单位名称过长或含有不能使用的内容", "the company's name is too long or holds what can't stand in a name"),
    CREDIT_CODE_IS_AN_ID("信用代码栏填了身份证号码，未保留", "the credit code is a person's identity number and was not kept"),
    NOTE_HOLDS_PERSONAL_DATA("备注含有身份证号、电话或门牌号，未保留", "the note holds a number or address of a person and was not kept"),
    REFERENCE_NOT_KEPT("编号过长或含有个人信息，未保留", "the reference is too long or holds personal data and was not kept"),
    ROLE_UNKNOWN("身份类别无法识别，按自然人处理", "the role is unknown; taken as a natural person"),
    CELL_UNREADABLE(
            "单元格无法读取（合并、公式出错或数字已失真），请取消合并、粘贴为文本后重填",
            "the cell can't be read (merged, a failed formula or lost digits); split it and enter it as text"),
    DUPLICATE_IN_LIST(
            "与本名单另一行的人员、金额、日期都相同，已保留，请核对",
            "same person, amount and date as another row of this list; kept, please check"),
    DUPLICATE_IN_PROGRAMME(
            "与本项目其他名单某一行的人员、金额、日期都相同，已保留，请核对",
            "same person, amount and date as a row of another list of this programme; kept, please check");

    private final String chinese;
    private final String english;

    RowFault(String chinese, String english) {
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

    private static final Map<String, Text> SENTENCES = sentences();

    private static Map<String, Text> sentences() {
        Map<String, Text> all = new HashMap<>();
        put(all, "", values());
        put(all, Family.NAME.prefix, NameFault.values());
        put(all, Family.ID.prefix, IdFault.values());
        put(all, Family.PHONE.prefix, PhoneFault.values());
        put(all, Family.ADDRESS.prefix, AddressFault.values());
        put(all, Family.AMOUNT.prefix, MoneyFault.values());
        put(all, Family.CREDIT_CODE.prefix, CreditCodeFault.values());
        return Map.copyOf(all);
    }

    private static void put(Map<String, Text> all, String prefix, Reason[] reasons) {
        Arrays.stream(reasons)
                .forEach(reason ->
                        all.putIfAbsent(prefix + reason.name(), new Text(reason.chinese(), reason.english())));
    }

    /** Which value a fault of the kernel is about: the prefix of its code. */
    enum Family {
        NAME,
        ID,
        PHONE,
        ADDRESS,
        AMOUNT,
        CREDIT_CODE;

        private final String prefix = name() + "_";

        String code(Reason fault) {
            return prefix + fault.name();
        }
    }

    /** The sentence of a stored code. */
    public static Text sentence(String code) {
        return SENTENCES.getOrDefault(code, new Text(code, code));
    }

    /** All codes there are. */
    static Stream<String> codes() {
        return SENTENCES.keySet().stream();
    }
}
