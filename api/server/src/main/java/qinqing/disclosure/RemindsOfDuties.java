package qinqing.disclosure;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;
import qinqing.deadline.Deadline;
import qinqing.jobs.RecurringJob;
import qinqing.notification.Addressee;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;

/** Reminds officials who have to report a change (A3.5): at once, then every week until they have. */
@Singleton
class RemindsOfDuties implements RecurringJob {
    static final int AGAIN_AFTER_DAYS = 7;
    private static final int PAGE = 500;

    private static final String DUE = """
            update official set reminded_on = ?
            where id in (select id from official
                         where report_due_on is not null and status = 'ACTIVE' and (reminded_on is null or reminded_on <= ?)
                         order by report_due_on limit ? for update skip locked)
            returning id, report_due_on""";

    private final DataSource database;
    private final Notifications notifications;
    private final Clock clock;

    RemindsOfDuties(DataSource database, Notifications notifications, Clock clock) {
        this.database = database;
        this.notifications = notifications;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "disclosure.reminders";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                while (remind(connection) == PAGE) {
                    connection.commit();
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private int remind(Connection connection) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
        int reminded = 0;
        try (var update = connection.prepareStatement(DUE)) {
            update.setObject(1, today);
            update.setObject(2, today.minusDays(AGAIN_AFTER_DAYS));
            update.setInt(3, PAGE);
            try (var row = update.executeQuery()) {
                while (row.next()) {
                    var due = row.getObject(2, LocalDate.class);
                    notifications.tell(
                            connection, new Addressee.OfOfficial(row.getObject(1, UUID.class)), message(due, today));
                    reminded++;
                }
            }
        }
        return reminded;
    }

    private static Message message(LocalDate due, LocalDate today) {
        var text = today.isAfter(due)
                ? new Text("变更报告已超过期限，请尽快报告（A3.5）", "Your amendment is overdue, please report the change (A3.5)")
                : new Text("岗位或者职责有变化，请在期限内报告（A3.5）", "Your post has changed, please report it in time (A3.5)");
        return new Message(NotificationKind.DECLARATION_DUE, text, "/declarations/draft", due);
    }
}
