package qinqing.notification;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record NotificationView(
        UUID id,
        NotificationKind kind,
        String title,
        @Nullable String body,
        @Nullable String link,
        @Nullable LocalDate dueOn,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime readAt) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static NotificationView of(Notification notification, List<Locale> languages) {
        var body = notification.body();
        return new NotificationView(
                notification.id,
                notification.kind,
                notification.title().in(languages),
                body == null ? null : body.in(languages),
                notification.link,
                notification.dueOn,
                notification.createdAt.atZone(ZONE).toOffsetDateTime(),
                notification.readAt == null
                        ? null
                        : notification.readAt.atZone(ZONE).toOffsetDateTime());
    }
}
