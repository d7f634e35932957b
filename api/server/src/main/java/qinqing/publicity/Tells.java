package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import qinqing.actor.Role;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;

/** Tells those who have to act: who hangs the sheets, who screens objections, who watches over both. */
@ApplicationScoped
class Tells {
    private static final String HOLDERS = """
            select distinct a.account_id from assignment a
            where a.role = %s and a.unit_id = any(%s) and a.ended_at is null and (a.to_day is null or a.to_day >= current_date)
            """;

    /** The inspection body watches over every unit above it in the tree, down from the county. */
    private static final String INSPECTORS_ABOVE = """
            select distinct a.account_id from assignment a join unit u on a.unit_id = any(u.ancestors)
            where a.role in ('INSPECTOR', 'COUNTY_INSPECTOR') and u.id = %s and a.ended_at is null
                and (a.to_day is null or a.to_day >= current_date)
            """;

    private final Notifications notifications;

    Tells(Notifications notifications) {
        this.notifications = notifications;
    }

    /** The clerks of the boards: there is a sheet to hang up. */
    Uni<Void> published(Notice notice, Collection<UUID> unitsOfBoards) {
        var message = new Message(
                NotificationKind.NOTICE_TO_DISPLAY,
                new Text("有公示需要张贴：" + notice.number, "A notice is to be hung up: " + notice.number),
                "/notices/" + notice.id);
        return holders(Role.CLERK, unitsOfBoards).chain(accounts -> all(accounts, message));
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
        try (var question = transaction.prepareStatement(HOLDERS.formatted("?", "?"))) {
            question.setString(1, Role.VERIFIER.name());
            question.setArray(2, transaction.createArrayOf("uuid", new Object[] {unit}));
            tellAll(transaction, question, message);
        }
    }

    /** The inspection body: an objection was not taken up (decisions: Objections). */
    Uni<Void> rejected(Objection objection) {
        var message = new Message(
                NotificationKind.OBJECTION_REJECTED,
                new Text("有公示异议未予受理，请查阅", "An objection was rejected"),
                "/objections/" + objection.id);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSPECTORS_ABOVE.formatted(":unit"), UUID.class)
                        .setParameter("unit", objection.unitId)
                        .getResultList())
                .chain(accounts -> all(accounts, message));
    }

    /** The inspection body: nobody screened it in time. */
    void overdue(Connection transaction, UUID objection, UUID unit) throws SQLException {
        var message = new Message(
                NotificationKind.OBJECTION_DUE,
                new Text("有公示异议超期未初审", "An objection was not screened in time"),
                "/objections/" + objection);
        try (var question = transaction.prepareStatement(INSPECTORS_ABOVE.formatted("?"))) {
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

    private static Uni<List<UUID>> holders(Role role, Collection<UUID> units) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOLDERS.formatted(":role", ":units"), UUID.class)
                        .setParameter("role", role.name())
                        .setParameter("units", units.stream().distinct().toArray(UUID[]::new))
                        .getResultList());
    }

    private Uni<Void> all(List<UUID> accounts, Message message) {
        return Multi.createFrom()
                .iterable(accounts)
                .onItem()
                .transformToUniAndConcatenate(account -> notifications.tellAccount(account, message))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
