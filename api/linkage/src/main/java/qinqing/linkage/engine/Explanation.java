package qinqing.linkage.engine;

import java.util.ArrayList;
import java.util.List;
import qinqing.linkage.Band;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;

/** One sentence of Chinese that says why, for a reader without training. Numbers and phones are masked. */
final class Explanation {

    private Explanation() {}

    static String of(Matching.Found found, Band band) {
        Subject s = found.subject();
        Applicant a = found.applicant();
        List<String> clauses = new ArrayList<>();
        PrintedNumber.Likeness number = PrintedNumber.compare(s.number, a.number);
        Name.Likeness name = Name.compare(s.name, a.name);
        add(clauses, number(number, s, a));
        add(clauses, name(name, s, a));
        add(clauses, phone(s, a));
        add(clauses, address(s, a));
        add(clauses, others(found));
        StringBuilder text = new StringBuilder(
                switch (s.official ? Role.OFFICIAL_SELF : a.role) {
                    case BENEFICIARY -> "";
                    case LEGAL_REP -> "法定代表人：";
                    case AGENT -> "经办（委托）人：";
                    case OFFICIAL_SELF -> "干部本人：";
                });
        text.append(String.join("，", clauses));
        if (Bands.isConflict(found.levels())) {
            text.append(
                    number == PrintedNumber.Likeness.DIFFERENT
                            ? "；姓名等相符而号码不同，存在冲突"
                            : number == PrintedNumber.Likeness.MISSING ? "；姓名不同，存在冲突" : "；号码相符而姓名明显不同，存在冲突，可能冒用、借用或录错");
        }
        if (s.deceased == 1) {
            text.append("；该亲属已登记去世，须核对是否死亡后领取");
        } else if (s.deceased > 1 && a.paid > s.deceased) {
            text.append("；发放日期晚于该亲属去世日期，属死亡后领取");
        }
        return text.append(
                        switch (band) {
                            case CERTAIN -> "；可认定为同一人。";
                            case PROBABLE -> "；很可能是同一人，请核对。";
                            case POSSIBLE -> "；可能是同一人，须人工核实。";
                        })
                .toString();
    }

    private static void add(List<String> clauses, String clause) {
        if (!clause.isEmpty()) {
            clauses.add(clause);
        }
    }

    private static String number(PrintedNumber.Likeness level, Subject s, Applicant a) {
        return switch (level) {
            case EQUAL -> "身份证号一致（" + s.number.masked() + "）";
            case REPAIRED ->
                switch (a.number.state) {
                            case SHORT -> "名单上的身份证号少一位，按校验码补齐后一致";
                            case LONG -> "名单上的身份证号多一位，按校验码更正后一致";
                            case VALID -> "申报的身份证号有一处笔误，按校验码更正后一致";
                            default -> "名单上的身份证号有一处笔误，按校验码更正后一致";
                        }
                        + "（" + s.number.masked() + "）";
            case ROUNDED -> "名单上的身份证号被表格软件改成数字，留下的前几位一致";
            case SHOWN -> "身份证号未遮盖的 " + shown(s, a) + " 位一致";
            case SHOWN_NEAR -> "身份证号未遮盖的各位中仅一处不同";
            case NEAR -> "身份证号有两处不同";
            case DIFFERENT -> "身份证号不同";
            case MISSING -> s.number.state == PrintedNumber.State.ABSENT ? "申报时未填身份证号" : "名单上没有可比对的身份证号";
        };
    }

    private static int shown(Subject s, Applicant a) {
        return Integer.bitCount(s.number.visible() & a.number.visible());
    }

    private static String name(Name.Likeness level, Subject s, Applicant a) {
        String both = "（“" + s.name.written + "”与“" + a.name.written + "”）";
        return switch (level) {
            case EQUAL -> s.name.written.equals(a.name.written) ? "姓名一致" : "姓名一致，仅写法不同" + both;
            case SOUND -> "姓名同音" + both;
            case DIALECT -> "姓名方言音近" + both;
            case SHAPE -> "姓名字形相近" + both;
            case SHOWN -> "姓名未遮盖的字一致" + both;
            case SHOWN_ALIKE -> "姓名未遮盖的字音形相近" + both;
            case ONE_OTHER -> "姓名一字不同" + both;
            case EDITED -> "姓名多一字、少一字或次序颠倒" + both;
            case SURNAME -> "仅姓氏相同" + both;
            case DIFFERENT -> "姓名不同" + both;
            case MISSING -> "没有可比对的姓名";
        };
    }

    private static String phone(Subject s, Applicant a) {
        return switch (Phone.compare(s.phone, a.phone)) {
            case EQUAL -> "电话一致（" + s.phone.tail() + "）";
            case SHOWN -> "电话未遮盖的各位一致";
            case NEAR -> "电话仅一位不同";
            case DIFFERENT -> "电话不同";
            case MISSING -> "";
        };
    }

    private static String address(Subject s, Applicant a) {
        Address.Likeness best = Address.Likeness.MISSING;
        for (Address home : s.addresses) {
            Address.Likeness now = Address.compare(home, a.address);
            best = now.ordinal() < best.ordinal() ? now : best;
        }
        return switch (best) {
            case HOUSE -> "住址一致";
            case GROUP -> "同村同组";
            case VILLAGE -> "同村（社区）";
            case OTHER_GROUP -> "同村不同组";
            case VILLAGE_NAME -> "村名相同而乡镇名不同";
            case TOWN -> "同一乡镇";
            case OTHER_VILLAGE -> "住在别的村";
            case OTHER_TOWN -> "住在别的乡镇";
            case UNCLEAR, MISSING -> "";
        };
    }

    private static String others(Matching.Found found) {
        int inferred = Comparison.level(found.levels(), 4);
        int body = Comparison.level(found.levels(), 5);
        int employer = Comparison.level(found.levels(), 6);
        List<String> more = new ArrayList<>();
        if (inferred == Feature.INFERRED.at(Feature.Inferred.SAME)) {
            more.add("另一行同名同电话（或同单位、同住址）的记录载有该亲属的身份证号");
        } else if (inferred == Feature.INFERRED.at(Feature.Inferred.OTHER)) {
            more.add("另一行同名同电话（或同单位、同住址）的记录载有他人的身份证号");
        }
        if (body == Feature.SEX.at(Feature.Agreement.CONTRADICTS)) {
            more.add("性别不符");
        } else if (body == Feature.GENERATION.at(Feature.Agreement.CONTRADICTS)) {
            more.add("年龄与亲属关系不符");
        } else if (body == Feature.GENERATION.at(Feature.Agreement.AGREES)) {
            more.add("年龄与亲属关系相符");
        }
        if (employer != Feature.NONE) {
            more.add("单位一致");
        }
        return String.join("，", more);
    }
}
