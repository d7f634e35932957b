package qinqing.publicity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What publicity tells later steps, inside the transaction that made it true. */
public final class NoticeEvents {
    private NoticeEvents() {}

    /** The notice went up for the first time or anew. */
    public record NoticePublished(UUID noticeId, List<UUID> matchIds) {}

    /** A screened objection holds the notice in doubt; no grant may rest on it (A10.9). */
    public record NoticeSuspended(UUID noticeId, UUID objectionId, List<UUID> matchIds) {}

    /** The notice was edited on display, withdrawn or retracted: its days count no more (A10.2). */
    public record NoticeDisplayLost(UUID noticeId, List<UUID> matchIds) {}

    /** The notice hung all its days at every board (A10.2). */
    public record NoticeCompleted(UUID noticeId) {}

    /** Hears of completed notices inside the job's transaction. */
    public interface NoticeCompletedListener {
        void on(NoticeCompleted event, Connection transaction) throws SQLException;
    }
}
