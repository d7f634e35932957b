package qinqing.verification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import qinqing.deadline.WorkingCalendars;
import qinqing.setting.Settings;

/** Deadlines by this county's terms and calendar. */
@ApplicationScoped
class Dues {
    private final Settings settings;
    private final WorkingCalendars calendars;
    private final Clock clock;

    Dues(Settings settings, WorkingCalendars calendars, Clock clock) {
        this.settings = settings;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** For what is opened now, in the present session. */
    Uni<Due> of(Cause cause) {
        return settings.current()
                .chain(county ->
                        calendars.current().map(calendar -> Due.of(cause, clock.instant(), county.terms(), calendar)));
    }

    /** For what a job opens now. */
    Due of(Connection connection, Cause cause) throws SQLException {
        return Due.of(cause, clock.instant(), settings.current(connection).terms(), calendars.current(connection));
    }
}
