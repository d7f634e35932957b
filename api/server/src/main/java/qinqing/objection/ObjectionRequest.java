package qinqing.objection;

import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** What an objector writes. */
public record ObjectionRequest(
        @Nullable String grounds,
        @Nullable @Min(1) Integer row,
        @Nullable Contact contact) {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 5000;

    public record Contact(@Nullable String name, @Nullable String phone) {
        @Override
        public String toString() {
            return "Contact";
        }

        boolean isEmpty() {
            return isBlank(name) && isBlank(phone);
        }
    }

    /** The words, and the contact with what was left empty taken out; null contact for an anonymous objector. */
    record Checked(
            String grounds, @Nullable Integer row, @Nullable Contact contact) {
        @Override
        public String toString() {
            return "Checked";
        }
    }

    /** @throws ProblemException 400 with every wrong field */
    Checked checked() {
        var errors = new ArrayList<FieldError>();
        var words = grounds == null ? "" : grounds.strip();
        int length = words.codePointCount(0, words.length());
        if (length < SHORTEST || length > LONGEST) {
            errors.add(new FieldError(
                    "/grounds", new Text("请用 5 至 5000 字说明理由", "please give your reasons in 5 to 5000 characters")));
        }
        var reachable = contact == null || contact.isEmpty() ? null : contact;
        if (reachable != null) {
            var name = reachable.name();
            var phone = reachable.phone();
            if (name != null && !isBlank(name) && PersonName.reasonAgainst(name).isPresent()) {
                errors.add(new FieldError("/contact/name", new Text("不是有效的姓名", "is no name")));
            }
            if (phone != null && !isBlank(phone) && Phone.reasonAgainst(phone).isPresent()) {
                errors.add(new FieldError("/contact/phone", new Text("不是有效的电话号码", "is no telephone number")));
            }
            reachable = new Contact(isBlank(name) ? null : name, isBlank(phone) ? null : phone);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_INPUT,
                    new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                    errors);
        }
        return new Checked(words, row, reachable);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Override
    public String toString() {
        return "ObjectionRequest";
    }
}
