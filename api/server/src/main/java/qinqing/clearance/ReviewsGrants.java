package qinqing.clearance;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import qinqing.jobs.RecurringJob;

/** Ends grants whose days are over and, once a minute, looks again at those with a hit under them. */
@Singleton
class ReviewsGrants implements RecurringJob {
    /** Grants ended in one transaction at most; the rest follows at once. */
    private static final int AT_ONCE = 5000;

    private static final String LAPSE = """
            with due as (
                select c.id from clearance c
                where c.lapses_at <= ? and c.lapsed_at is null and c.withdrawn_at is null
                order by c.lapses_at limit ? for update skip locked
            ), lapsed as (
                update clearance c set lapsed_at = c.lapses_at from due d where c.id = d.id
                returning c.id, c.county_code, c.unit_id, c.asked_by, c.lapsed_at, c.sandbox
            )
            insert into clearance_change (id, county_code, unit_id, asked_by, clearance_id, change, reasons, changed_at)
            select gen_random_uuid(), l.county_code, l.unit_id, l.asked_by, l.id, 'LAPSED', '[]', l.lapsed_at
            from lapsed l
            """;

    private final AgroalDataSource database;
    private final WithdrawsGrants withdraws;
    private final Clock clock;

    ReviewsGrants(AgroalDataSource database, WithdrawsGrants withdraws, Clock clock) {
        this.database = database;
        this.withdraws = withdraws;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clearance.review";
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
                while (lapse(connection) == AT_ONCE) {
                    connection.commit();
                }
                connection.commit();
                withdraws.reviewAll(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private int lapse(Connection connection) throws SQLException {
        try (var change = connection.prepareStatement(LAPSE)) {
            change.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            change.setInt(2, AT_ONCE);
            return change.executeUpdate();
        }
    }
}
