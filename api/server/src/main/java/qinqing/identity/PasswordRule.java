package qinqing.identity;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Long and not guessable; no rules about kinds of characters (NIST SP 800-63B, 3.1.1.2). */
final class PasswordRule {
    static final int SHORTEST = 12;
    private static final int DIFFERENT_CHARACTERS = 5;

    /** What long passwords are usually made of when a rule asks for length. */
    private static final Set<String> COMMON = Set.of(
            "password",
            "passw0rd",
            "qwertyuiop",
            "1qaz2wsx",
            "1234567890",
            "0123456789",
            "abcdefgh",
            "iloveyou",
            "woaini",
            "admin",
            "administrator",
            "qinqing",
            "welcome",
            "letmein",
            "zaq12wsx",
            "qazwsxedc",
            "asdfghjkl",
            "zxcvbnm",
            "88888888",
            "66666666",
            "5201314",
            "a123456");

    private PasswordRule() {}

    /** @throws ProblemException RULE_NOT_MET that names the field */
    static void check(String password, Phone phone) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw refused("密码至少 12 个字符", "At least 12 characters");
        }
        if (password.contains(phone.value())) {
            throw refused("密码不能含有手机号", "The password must not contain the phone number");
        }
        if (isCommon(password)) {
            throw refused("密码过于常见，容易被猜到", "This password is too common");
        }
    }

    private static boolean isCommon(String password) {
        var rest = password.toLowerCase(Locale.ROOT);
        for (var word :
                COMMON.stream().sorted((a, b) -> b.length() - a.length()).collect(Collectors.toList())) {
            rest = rest.replace(word, "");
        }
        return rest.chars().distinct().count() < DIFFERENT_CHARACTERS;
    }

    private static ProblemException refused(String zh, String en) {
        var text = new Text(zh, en);
        return new ProblemException(ProblemType.RULE_NOT_MET, text, List.of(new FieldError("/newPassword", text)));
    }
}
