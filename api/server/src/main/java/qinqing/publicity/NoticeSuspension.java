package qinqing.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A time in which a screened objection held the notice in doubt: its days do not count (A10.9). */
@Entity
@Table(name = "notice_suspension")
class NoticeSuspension {
    @Id
    UUID id;

    UUID noticeId;
    Instant fromAt;

    @Nullable
    Instant toAt;

    @SuppressWarnings("NullAway.Init")
    protected NoticeSuspension() {}

    NoticeSuspension(UUID id, UUID noticeId, Instant fromAt) {
        this.id = id;
        this.noticeId = noticeId;
        this.fromAt = fromAt;
    }

    Span span() {
        return new Span(fromAt, toAt);
    }
}
