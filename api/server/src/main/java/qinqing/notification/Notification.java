package qinqing.notification;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

@Entity
@Table(name = "notification")
class Notification {
    @Id
    UUID id;

    String countyCode;

    @Nullable
    UUID accountId;

    @Nullable
    UUID officialId;

    @Enumerated(EnumType.STRING)
    NotificationKind kind;

    String titleZh;
    String titleEn;

    @Nullable
    String bodyZh;

    @Nullable
    String bodyEn;

    @Nullable
    String link;

    @Nullable
    LocalDate dueOn;

    Instant createdAt;

    @Nullable
    Instant readAt;

    @SuppressWarnings("NullAway.Init")
    protected Notification() {}

    Notification(UUID id, String countyCode, Addressee addressee, Message message, Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        switch (addressee) {
            case Addressee.OfAccount(UUID account) -> this.accountId = account;
            case Addressee.OfOfficial(UUID official) -> this.officialId = official;
        }
        this.kind = message.kind();
        this.titleZh = message.title().zh();
        this.titleEn = message.title().en();
        Text body = message.body();
        this.bodyZh = body == null ? null : body.zh();
        this.bodyEn = body == null ? null : body.en();
        this.link = message.link();
        this.dueOn = message.dueOn();
        this.createdAt = createdAt;
    }

    Text title() {
        return new Text(titleZh, titleEn);
    }

    @Nullable
    Text body() {
        return bodyZh == null || bodyEn == null ? null : new Text(bodyZh, bodyEn);
    }

    /** Reading again changes nothing. */
    void read(Instant now) {
        if (readAt == null) {
            readAt = now;
        }
    }
}
