package qinqing.verification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;

/** What verifiers and their leaders are told. Never who is concerned: that is read where the right to it is checked. */
@ApplicationScoped
class TellsVerifiers {
    private final Notifications notifications;

    TellsVerifiers(Notifications notifications) {
        this.notifications = notifications;
    }

    /** @param given how many tasks each account got */
    void ofNewTasks(Connection transaction, Map<UUID, Integer> given, LocalDate dueOn) throws SQLException {
        var messages = new LinkedHashMap<Addressee, Message>();
        given.forEach((account, tasks) -> messages.put(
                new Addressee.OfAccount(account),
                new Message(
                        NotificationKind.VERIFICATION_ASSIGNED,
                        new Text(
                                "您有%d条比对结果待核查".formatted(tasks),
                                "%d hit(s) wait for your verification".formatted(tasks)),
                        "/verifications?assignedToMe=true",
                        dueOn)));
        notifications.tell(transaction, messages);
    }

    Uni<Void> ofTask(UUID account, UUID verification, LocalDate dueOn) {
        return notifications.tellAccount(
                account,
                new Message(
                        NotificationKind.VERIFICATION_ASSIGNED,
                        new Text("您有1条事项待核查", "One matter waits for your verification"),
                        "/verifications/" + verification,
                        dueOn));
    }

    void ofOverdue(Connection transaction, UUID account, int tasks) throws SQLException {
        notifications.tell(
                transaction,
                new Addressee.OfAccount(account),
                new Message(
                        NotificationKind.VERIFICATION_DUE,
                        new Text(
                                "有%d条比对结果超期未核查，请督促办结".formatted(tasks),
                                "%d verification(s) are overdue".formatted(tasks)),
                        "/verifications?overdue=true"));
    }
}
