package qinqing.notification;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

/**
 * What is said to somebody.
 *
 * @param title one sentence, at most {@value #TITLE} characters, without personal data beyond what the addressee declared
 * @param body more, at most {@value #BODY} characters
 * @param link path of the resource below the base path, such as {@code /verifications/…}
 * @param dueOn the day by which the addressee has to act
 */
public record Message(
        NotificationKind kind,
        Text title,
        @Nullable Text body,
        @Nullable String link,
        @Nullable LocalDate dueOn) {
    static final int TITLE = 200;
    static final int BODY = 2000;

    /** @throws IllegalArgumentException when a text is longer than a client must bear */
    public Message {
        if (isLonger(title, TITLE) || (body != null && isLonger(body, BODY))) {
            throw new IllegalArgumentException(kind + " says too much");
        }
    }

    /** Just a title. */
    public Message(NotificationKind kind, Text title, @Nullable String link) {
        this(kind, title, null, link, null);
    }

    /** A title and a day. */
    public Message(NotificationKind kind, Text title, @Nullable String link, @Nullable LocalDate dueOn) {
        this(kind, title, null, link, dueOn);
    }

    private static boolean isLonger(Text text, int limit) {
        return text.zh().length() > limit || text.en().length() > limit;
    }
}
