package qinqing.publicity;

import org.jspecify.annotations.Nullable;

/** Words of a search as a pattern for {@code like}: taken literally, found anywhere. */
final class Words {
    private Words() {}

    static @Nullable String contained(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return null;
        }
        return "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
