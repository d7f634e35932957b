package qinqing.publicity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PrivacyGate;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/**
 * What stops a publication: an ID number, phone, bank card or house number in any public text (A22.1, A22.4), and any part of
 * the beneficiary's own ID, however it is written. Hotlines are not texts of this kind. Findings do not repeat what was found.
 */
public final class PrivacyCheck {
    /** So many digits in a row of somebody's ID are a birth date or more of it. */
    private static final int TELLING_DIGITS = 8;

    private final List<FieldError> findings = new ArrayList<>();

    /** @param ids ID numbers that may not appear even in part, as their lists printed them */
    public PrivacyCheck text(String pointer, @Nullable String text, List<String> ids) {
        if (text == null) {
            return this;
        }
        PrivacyGate.findIn(text).stream()
                .map(PrivacyGate.Finding::kind)
                .distinct()
                .forEach(kind -> findings.add(new FieldError(
                        pointer,
                        new Text("含有" + kind.title() + "，不得公示（A22.4）", "contains " + kind + ", not to be shown"))));
        if (ids.stream().anyMatch(id -> sharesDigits(id, text))) {
            findings.add(new FieldError(
                    pointer, new Text("含有受益人身份证号码中的数字，不得公示（A22.4）", "contains digits of the beneficiary's ID number")));
        }
        return this;
    }

    public PrivacyCheck text(String pointer, @Nullable String text) {
        return text(pointer, text, List.of());
    }

    /** All texts of a notice. */
    static List<FieldError> of(
            String title, @Nullable String remark, List<NoticeRow> rows, List<List<String>> idsOfRows) {
        var check = new PrivacyCheck();
        var all = idsOfRows.stream().flatMap(List::stream).toList();
        check.text("/title", title, all).text("/remark", remark, all);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var ids = idsOfRows.get(i);
            check.text("/rows/" + i + "/beneficiaryName", row.beneficiaryName, ids)
                    .text("/rows/" + i + "/programmeName", row.programmeName, ids)
                    .text("/rows/" + i + "/place", row.place, ids)
                    .text("/rows/" + i + "/officialName", row.officialName, ids)
                    .text("/rows/" + i + "/officialUnitAndPost", row.officialPost, ids)
                    .text("/rows/" + i + "/relation", row.kinshipTitle, ids)
                    .text("/rows/" + i + "/note", row.note, ids);
        }
        return check.findings();
    }

    List<FieldError> findings() {
        return List.copyOf(findings);
    }

    /** @throws ProblemException 422 with every finding */
    public void done() {
        refuse(findings);
    }

    static void refuse(List<FieldError> findings) {
        if (!findings.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text(
                            "公开内容中有不得公示的个人信息（A22.1、A22.4），请删改后再发布",
                            "The public text holds personal data that must not be shown (A22.1, A22.4)"),
                    findings);
        }
    }

    static boolean sharesDigits(String id, String text) {
        var own = digits(id);
        var shown = digits(text);
        for (int i = 0; i + TELLING_DIGITS <= own.length(); i++) {
            if (shown.contains(own.substring(i, i + TELLING_DIGITS))) {
                return true;
            }
        }
        return false;
    }

    private static String digits(String text) {
        var digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(c -> digits.append(Character.digit(c, 10)));
        return digits.toString();
    }
}
