package qinqing.token;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.jobs.RequesterRights;

/** A job starts only while the account that asked for it is active and the assignment it acted in has not ended. */
@Singleton
class HoldsAssignment implements RequesterRights {
    private static final String HOLDS = """
            select 1 from assignment g join account a on a.id = g.account_id
            where g.id = ? and a.status = 'ACTIVE' and g.ended_at is null and g.from_day <= ? and (g.to_day is null or g.to_day >= ?)""";

    private final Clock clock;

    HoldsAssignment(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean stillHeld(Connection connection, UUID assignmentId, @Nullable UUID unitId) throws SQLException {
        var today = CountyDay.today(clock);
        try (var statement = connection.prepareStatement(HOLDS)) {
            statement.setObject(1, assignmentId);
            statement.setObject(2, today);
            statement.setObject(3, today);
            try (var row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
