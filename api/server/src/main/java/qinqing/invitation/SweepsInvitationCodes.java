package qinqing.invitation;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import qinqing.jobs.RecurringJob;

/** Codes nobody fetched within the day are gone, though sealed. */
@Singleton
class SweepsInvitationCodes implements RecurringJob {
    private final DataSource database;
    private final Clock clock;

    SweepsInvitationCodes(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "invitation.sweep-codes";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(30);
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from invitation_code where created_at <= ?")) {
            delete.setObject(1, OffsetDateTime.now(clock).minus(InvitationCodes.KEPT_FOR));
            delete.executeUpdate();
        }
    }
}
