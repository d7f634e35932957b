package qinqing.objection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import qinqing.actor.Role;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;

/** Tells those who have to act on objections: who screens them, and who watches over that. */
@ApplicationScoped
class TellsOfObjections {
    private static final String HOLDERS = """
            select distinct a.account_id from assignment a
            where a.role = ? and a.unit_id = any(?) and a.ended_at is null and (a.to_day is null or a.to_day >= current_date)
            """;

    /** The inspection body watches over every unit above it in the tree, down from the county. */
    private static final String INSPECTORS_ABOVE = """
            select distinct a.account_id from assignment a join unit u on a.unit_id = any(u.ancestors)
            where a.role in ('INSPECTOR', 'COUNTY_INSPECTOR') and u.id = %s and a.ended_at is null
                and (a.to_day is null or a.to_day >= current_date)
            """;

    private static final String INSPECTORS_ABOVE_BY_NAME = INSPECTORS_ABOVE.formatted(":unit");
    private static final String INSPECTORS_ABOVE_BY_POSITION = INSPECTORS_ABOVE.formatted("?");

    private final Notifications notifications;

    TellsOfObjections(Notifications notifications) {
        this.notifications = notifications;
    }

    /**
     * The verifiers of the approving unit: an objection came in, the day before. Told at once, the message would keep the moment
     * that an anonymous objector's browser was open.
     */
    void received(Connection transaction, UUID objection, UUID unit, LocalDate due) throws SQLException {
        var message = new Message(
                NotificationKind.OBJECTION_RECEIVED,
                new Text("收到公示异议，请在期限内初审", "An objection waits for screening"),
                "/objections/" + objection,
                due);
        try (var question = transaction.prepareStatement(HOLDERS)) {
            question.setString(1, Role.VERIFIER.name());
            question.setArray(2, transaction.createArrayOf("uuid", new Object[] {unit}));
            tellAll(transaction, question, message);
        }
    }

    /** The inspection body: an objection was not taken up (decisions: Objections). */
    Uni<Void> rejected(UUID objection, UUID unit) {
        var message = new Message(
                NotificationKind.OBJECTION_REJECTED,
                new Text("有公示异议未予受理，请查阅", "An objection was rejected"),
                "/objections/" + objection);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSPECTORS_ABOVE_BY_NAME, UUID.class)
                        .setParameter("unit", unit)
                        .getResultList())
                .chain(accounts -> Multi.createFrom()
                        .iterable(accounts)
                        .onItem()
                        .transformToUniAndConcatenate(account -> notifications.tellAccount(account, message))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** The inspection body: nobody screened it in time. */
    void overdue(Connection transaction, UUID objection, UUID unit) throws SQLException {
        var message = new Message(
                NotificationKind.OBJECTION_DUE,
                new Text("有公示异议超期未初审", "An objection was not screened in time"),
                "/objections/" + objection);
        try (var question = transaction.prepareStatement(INSPECTORS_ABOVE_BY_POSITION)) {
            question.setObject(1, unit);
            tellAll(transaction, question, message);
        }
    }

    private void tellAll(Connection transaction, PreparedStatement question, Message message) throws SQLException {
        try (var rows = question.executeQuery()) {
            while (rows.next()) {
                notifications.tell(transaction, new Addressee.OfAccount(rows.getObject(1, UUID.class)), message);
            }
        }
    }
}
