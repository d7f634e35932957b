package qinqing.publicity;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.jobs.RecurringJob;

/** Marks objections that nobody screened in time, once each: the inspection body finds them in its list (decisions: Objections). */
@ApplicationScoped
class EscalatesObjections implements RecurringJob {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final String OVERDUE = """
            update objection set escalated_on = ?, version = version + 1
            where status = 'RECEIVED' and screen_due_on < ? and escalated_on is null
            returning id, unit_id
            """;

    private final AgroalDataSource database;
    private final PublicityTerms terms;
    private final Audit audit;

    EscalatesObjections(AgroalDataSource database, PublicityTerms terms, Audit audit) {
        this.database = database;
        this.terms = terms;
        this.audit = audit;
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

    private void escalate(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(OVERDUE)) {
            statement.setObject(1, terms.today());
            statement.setObject(2, terms.today());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var self = new Actor(
                            new UUID(0, 0), null, Role.SYSTEM, rows.getObject(2, UUID.class), null, Set.of());
                    audit.record(connection, self, name(), "objection", rows.getObject(1, UUID.class), "OVERDUE");
                }
            }
        }
    }
}
