package qinqing.matching;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.jobs.RecurringJob;

/** Compares the whole county now and then, so that nothing depends on an event alone (A8.1: 持续、及时). */
@Singleton
class SchedulesMatching implements RecurringJob {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

    /** The county, when it has something to compare and no run of its own since then; two servers take turns at its row. */
    private static final String DUE = """
            select c.id from unit c
             where c.kind = 'COUNTY' and c.status = 'ACTIVE'
               and exists (select from beneficiary_batch where status = 'ENDORSED')
               and not exists (select from matching_run m join job j on j.id = m.id
                                where m.scope = 'COUNTY' and (m.created_at > ? or j.state in ('QUEUED', 'RUNNING')))
             for update of c skip locked
            """;

    private final AgroalDataSource database;
    private final MatchingRuns runs;
    private final Clock clock;
    private final Duration every;

    /** @param every pause between two runs over the whole county */
    SchedulesMatching(
            AgroalDataSource database,
            MatchingRuns runs,
            Clock clock,
            @ConfigProperty(name = "qinqing.matching.whole-county-every", defaultValue = "PT24H") Duration every) {
        this.database = database;
        this.runs = runs;
        this.clock = clock;
        this.every = every;
    }

    @Override
    public String name() {
        return "matching.schedule";
    }

    @Override
    public Duration every() {
        return LOOK_EVERY;
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ask(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void ask(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(DUE)) {
            question.setObject(1, OffsetDateTime.now(clock).minus(every));
            try (var row = question.executeQuery()) {
                if (row.next()) {
                    runs.ask(connection, RunTrigger.SCHEDULE, row.getObject(1, UUID.class));
                }
            }
        }
    }
}
