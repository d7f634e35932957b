package qinqing.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import qinqing.linkage.Evidence.Field;
import qinqing.linkage.Evidence.Level;

/** Says why a pair was linked: what agrees, what could not be compared, what contradicts, and who should be careful. */
final class Sentence {

    private Sentence() {}

    static String chinese(Link link) {
        StringBuilder text = new StringBuilder(
                switch (link.role()) {
                    case NATURAL_PERSON -> "";
                    case LEGAL_REPRESENTATIVE -> "法定代表人：";
                    case AGENT -> "委托代理人：";
                });
        text.append(String.join("，", agreeing(link, Sentence::chineseName)));
        for (Evidence evidence : link.evidence()) {
            text.append(
                    switch (evidence.level()) {
                        case RESEMBLES -> "，姓名仅一字不同";
                        case CONFLICT ->
                            (firstConflict(link, evidence) ? "，但" : "，") + chineseConflict(evidence.field());
                        case BROKEN -> "；名单上的身份证号码有误，无法比对";
                        case MASKED -> "；名单上的身份证号码被遮盖，无法比对";
                        case UNDECLARED -> "；申报时未填身份证号码，无法比对";
                        case MISSING -> chineseMissing(evidence.field());
                        case EXACT, NORMALISED_EXACT, DIFFERS -> "";
                    });
        }
        return text.append(
                        switch (link.band()) {
                            case CERTAIN -> "。";
                            case PROBABLE -> "；请核对是否同一人。";
                            case POSSIBLE -> doubt(link) ? "；须人工核实。" : "；可能只是同名，须人工核实。";
                        })
                .toString();
    }

    static String english(Link link) {
        StringBuilder text = new StringBuilder(
                switch (link.role()) {
                    case NATURAL_PERSON -> "";
                    case LEGAL_REPRESENTATIVE -> "Legal representative: ";
                    case AGENT -> "Agent: ";
                });
        text.append(String.join(", ", agreeing(link, Sentence::englishName)));
        for (Evidence evidence : link.evidence()) {
            text.append(
                    switch (evidence.level()) {
                        case RESEMBLES -> ", one character of the name differs";
                        case CONFLICT ->
                            (firstConflict(link, evidence) ? ", but " : ", ") + englishConflict(evidence.field());
                        case BROKEN -> "; the list's ID number is wrong and could not be compared";
                        case MASKED -> "; the list's ID number is masked and could not be compared";
                        case UNDECLARED -> "; no ID number was declared to compare with";
                        case MISSING -> englishMissing(evidence.field());
                        case EXACT, NORMALISED_EXACT, DIFFERS -> "";
                    });
        }
        text.append(
                switch (link.band()) {
                    case CERTAIN -> ".";
                    case PROBABLE -> "; please check that it is one person.";
                    case POSSIBLE ->
                        doubt(link)
                                ? "; a person has to verify this."
                                : "; perhaps only a namesake, a person has to verify this.";
                });
        int start = link.role() == BeneficiaryRecord.Role.NATURAL_PERSON ? 0 : text.indexOf(": ") + 2;
        text.setCharAt(start, Character.toUpperCase(text.charAt(start)));
        return text.toString();
    }

    private static List<String> agreeing(Link link, Function<Field, String> name) {
        List<String> clauses = new ArrayList<>();
        for (Evidence evidence : link.evidence()) {
            if (evidence.agrees() && evidence.field() != Field.SEX) {
                clauses.add(name.apply(evidence.field()));
            }
        }
        return clauses;
    }

    private static boolean doubt(Link link) {
        return link.evidence().stream().anyMatch(e -> e.level() == Level.CONFLICT);
    }

    private static boolean firstConflict(Link link, Evidence conflict) {
        return link.evidence().stream()
                .filter(e -> e.level() == Level.CONFLICT)
                .findFirst()
                .filter(conflict::equals)
                .isPresent();
    }

    private static String chineseName(Field field) {
        return switch (field) {
            case ID_NUMBER -> "身份证号码完全一致";
            case NAME -> "姓名一致";
            case PHONE -> "电话一致";
            case ADDRESS -> "住址一致";
            case BIRTH_DATE -> "出生日期一致";
            case SEX -> "性别一致";
            case VILLAGE -> "同村（社区）";
            case EMPLOYER -> "单位一致";
        };
    }

    private static String englishName(Field field) {
        return switch (field) {
            case ID_NUMBER -> "the ID numbers are identical";
            case NAME -> "the names agree";
            case PHONE -> "the phones agree";
            case ADDRESS -> "the addresses agree";
            case BIRTH_DATE -> "the birth dates agree";
            case SEX -> "the sex agrees";
            case VILLAGE -> "the village is the same";
            case EMPLOYER -> "the employer is the same";
        };
    }

    private static String chineseConflict(Field field) {
        return switch (field) {
            case NAME -> "姓名明显不同，可能是号码被他人使用或录入有误";
            case BIRTH_DATE -> "出生日期不同";
            case SEX -> "性别不同";
            case ID_NUMBER, PHONE, ADDRESS, VILLAGE, EMPLOYER -> throw neverConflicts(field);
        };
    }

    private static String englishConflict(Field field) {
        return switch (field) {
            case NAME -> "the names are quite different, someone else may use the number or it was entered wrongly";
            case BIRTH_DATE -> "the birth dates differ";
            case SEX -> "the sex differs";
            case ID_NUMBER, PHONE, ADDRESS, VILLAGE, EMPLOYER -> throw neverConflicts(field);
        };
    }

    private static String chineseMissing(Field field) {
        return switch (field) {
            case ID_NUMBER -> "；名单上没有身份证号码";
            case NAME -> "；名单上没有可比对的姓名";
            case PHONE, ADDRESS, BIRTH_DATE, SEX, VILLAGE, EMPLOYER -> "";
        };
    }

    private static String englishMissing(Field field) {
        return switch (field) {
            case ID_NUMBER -> "; the list has no ID number";
            case NAME -> "; the list has no name that could be compared";
            case PHONE, ADDRESS, BIRTH_DATE, SEX, VILLAGE, EMPLOYER -> "";
        };
    }

    private static IllegalStateException neverConflicts(Field field) {
        return new IllegalStateException("a difference in " + field + " is no conflict");
    }
}
