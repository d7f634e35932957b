package qinqing.problem;

import java.util.List;
import java.util.Locale;

/** A sentence in both languages of the house; it never holds personal data. */
public record Text(String zh, String en) {
    /** The English one when the client asks for it before Chinese, otherwise the Chinese one. */
    public String in(List<Locale> wanted) {
        return wanted.stream()
                .map(Locale::getLanguage)
                .filter(language -> language.equals("en") || language.equals("zh"))
                .findFirst()
                .filter("en"::equals)
                .map(english -> en)
                .orElse(zh);
    }
}
