package qinqing.http;

import org.jspecify.annotations.Nullable;

/** Words of a search as a pattern for {@code like}: taken literally, found anywhere. */
public final class Words {
    private Words() {}

    public static @Nullable String contained(@Nullable String words) {
        if (words == null || words.isBlank()) {
            return null;
        }
        return "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
