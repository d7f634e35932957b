package qinqing.matching;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.UUID;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;
import qinqing.tenant.Tenancy;

/** Copies results to the declarant (抄送报告主体, A3.8, A8.3): CERTAIN hits at once, others after the finding. */
@ApplicationScoped
class CopiesToDeclarant {
    private static final String CERTAIN = """
            with copied as (
                update match set copied_at = ?
                 where run_id = ? and band = 'CERTAIN' and status = 'OPEN' and copied_at is null and source <> 'REFERRED'
                returning official_id)
            select official_id, count(*) from copied group by official_id order by official_id
            """;
    private static final String FOUND =
            "update match set copied_at = :now where id = :match and copied_at is null returning official_id";

    private final Notifications notifications;
    private final Clock clock;

    CopiesToDeclarant(Notifications notifications, Clock clock) {
        this.notifications = notifications;
        this.clock = clock;
    }

    /** Numbers only: what was found is read where the right to it is checked. */
    private static Message message(long hits) {
        return new Message(
                NotificationKind.MATCH_COPY,
                new Text(
                        "比对结果抄送：发现与您或您的亲属有关的事项%d条".formatted(hits),
                        "Comparison results: %d matter(s) concern you or your relatives".formatted(hits)),
                "/matches");
    }

    /** In the transaction that publishes the run. */
    void copyCertain(Connection transaction, UUID run) throws SQLException {
        try (var copy = transaction.prepareStatement(CERTAIN)) {
            copy.setObject(1, OffsetDateTime.now(clock));
            copy.setObject(2, run);
            var messages = new LinkedHashMap<Addressee, Message>();
            try (var officials = copy.executeQuery()) {
                while (officials.next()) {
                    messages.put(
                            new Addressee.OfOfficial(officials.getObject(1, UUID.class)),
                            message(officials.getLong(2)));
                }
            }
            notifications.tell(transaction, messages);
        }
    }

    /** In the present reactive transaction, once a hit was found to concern the declarant. */
    Uni<Void> copyFound(UUID match) {
        return Tenancy.asHouseInSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(FOUND, UUID.class)
                        .setParameter("now", OffsetDateTime.now(clock))
                        .setParameter("match", match)
                        .getResultList())
                .chain(told -> told.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : notifications.tellOfficial(told.getFirst(), message(1))));
    }
}
