package qinqing.identity;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.jobs.RequesterRights;

/** A job goes on only while whoever asked for it is active and still holds the assignment (S16). */
@Singleton
class KeepsRight implements RequesterRights {
    private static final String HELD = """
            select exists (
                select from assignment g
                  join account a on a.id = g.account_id
                 where g.id = ? and a.status = 'ACTIVE' and g.ended_at is null
                   and g.from_day <= ? and (g.to_day is null or g.to_day >= ?))
            """;

    private final Clock clock;

    KeepsRight(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean stillHeld(Connection connection, UUID assignmentId, @Nullable UUID unitId) throws SQLException {
        try (var statement = connection.prepareStatement(HELD)) {
            var today = CountyDay.today(clock);
            statement.setObject(1, assignmentId);
            statement.setObject(2, today);
            statement.setObject(3, today);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
