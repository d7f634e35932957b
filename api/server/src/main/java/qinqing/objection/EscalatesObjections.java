package qinqing.objection;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.jobs.RecurringJob;
import qinqing.publicity.PublicityTerms;

/**
 * Tells verifiers of the objections of the day before, and the inspection body of those that nobody screened in time, once each
 * (decisions: Objections).
 */
@ApplicationScoped
class EscalatesObjections implements RecurringJob {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final String OVERDUE = """
            update objection set escalated_on = ?, version = version + 1
            where status = 'RECEIVED' and screen_due_on < ? and escalated_on is null
            returning id, unit_id
            """;

    private static final String NEW = """
            update objection set told_on = ? where status = 'RECEIVED' and created_on < ? and told_on is null
            returning id, unit_id, screen_due_on
            """;

    private final AgroalDataSource database;
    private final PublicityTerms terms;
    private final Audit audit;
    private final TellsOfObjections tells;

    EscalatesObjections(AgroalDataSource database, PublicityTerms terms, Audit audit, TellsOfObjections tells) {
        this.database = database;
        this.terms = terms;
        this.audit = audit;
        this.tells = tells;
    }

    @Override
    public String name() {
        return "publicity.escalate-objections";
    }

    @Override
    public Duration every() {
        return PAUSE;
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                tell(connection);
                escalate(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void tell(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(NEW)) {
            statement.setObject(1, terms.today());
            statement.setObject(2, terms.today());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tells.received(
                            connection,
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getObject(3, LocalDate.class));
                }
            }
        }
    }

    private void escalate(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OVERDUE)) {
            statement.setObject(1, terms.today());
            statement.setObject(2, terms.today());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var self =
                            new Actor(new UUID(0, 0), null, Role.SYSTEM, rows.getObject(2, UUID.class), null, Set.of());
                    tells.overdue(connection, rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                    audit.record(connection, self, name(), "objection", rows.getObject(1, UUID.class), "OVERDUE");
                }
            }
        }
    }
}
