package qinqing.verification;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.TreeMap;
import java.util.UUID;
import qinqing.deadline.Deadline;
import qinqing.jobs.RecurringJob;

/** Tells the owner, and who signs in the unit and in the one above, that verifications are overdue (A9.4); once for each task. */
@Singleton
class EscalatesOverdue implements RecurringJob {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private static final String OVERDUE = """
            with late as (
                update verification set escalated_on = ?
                 where status in ('OPEN', 'FOUND') and due_on < ? and (escalated_on is null or escalated_on < due_on)
                returning id, unit_id, owner_id)
            select distinct late.id, a.account_id
              from late
              join unit u on u.id = late.unit_id
              join assignment a on a.id = late.owner_id or (a.role = 'ENDORSER' and a.unit_id in (u.id, u.parent_id)
                                                            and a.from_day <= ? and (a.to_day is null or a.to_day >= ?))
            """;

    private final AgroalDataSource database;
    private final TellsVerifiers tells;
    private final Clock clock;

    EscalatesOverdue(AgroalDataSource database, TellsVerifiers tells, Clock clock) {
        this.database = database;
        this.tells = tells;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "verification.escalation";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                escalate(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void escalate(Connection connection) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
        var told = new TreeMap<UUID, Integer>();
        try (var overdue = connection.prepareStatement(OVERDUE)) {
            for (int i = 1; i <= 4; i++) {
                overdue.setObject(i, today);
            }
            try (var rows = overdue.executeQuery()) {
                while (rows.next()) {
                    told.merge(rows.getObject(2, UUID.class), 1, Integer::sum);
                }
            }
        }
        for (var account : told.entrySet()) {
            tells.ofOverdue(connection, account.getKey(), account.getValue());
        }
    }
}
