package qinqing.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stretch of time in which a board really showed an edition (A10.2). */
@Entity
@Table(name = "notice_display")
class NoticeDisplay {
    @Id
    UUID id;

    UUID noticeSiteId;
    int edition;
    Instant upAt;

    @Nullable
    Instant downAt;

    @Nullable
    Instant seenAt;

    @Nullable
    UUID confirmedBy;

    @Nullable
    String note;

    @Nullable
    UUID photoId;

    @SuppressWarnings("NullAway.Init")
    protected NoticeDisplay() {}

    NoticeDisplay(
            UUID id,
            UUID noticeSiteId,
            int edition,
            Instant upAt,
            UUID confirmedBy,
            @Nullable String note,
            @Nullable UUID photoId) {
        this.id = id;
        this.noticeSiteId = noticeSiteId;
        this.edition = edition;
        this.upAt = upAt;
        this.confirmedBy = confirmedBy;
        this.note = note;
        this.photoId = photoId;
    }

    boolean isUp() {
        return downAt == null;
    }

    /** What a restart or a withdrawal ends never ends before it began. */
    void down(Instant at) {
        this.downAt = at.isBefore(upAt) ? upAt : at;
    }

    Span span() {
        return new Span(upAt, downAt);
    }
}
