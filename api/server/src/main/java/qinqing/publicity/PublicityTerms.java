package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import qinqing.deadline.Deadline;
import qinqing.deadline.TermKey;
import qinqing.deadline.WorkingCalendars;
import qinqing.setting.Settings;

/** The terms of publicity as this county has set them (A24). */
@ApplicationScoped
public class PublicityTerms {
    private final Settings settings;
    private final WorkingCalendars calendars;
    private final Clock clock;

    PublicityTerms(Settings settings, WorkingCalendars calendars, Clock clock) {
        this.settings = settings;
        this.calendars = calendars;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock.withZone(Deadline.ZONE));
    }

    /** Whole days a notice has to hang, at least 7 (A10.2). */
    Uni<Integer> displayDays() {
        return days(TermKey.PUBLICITY_DISPLAY);
    }

    /** Days that a notice stays in feed and search after its display (A24.9). */
    Uni<Integer> retentionDays() {
        return days(TermKey.PUBLICITY_RETENTION);
    }

    public Uni<Deadline> from(TermKey key, LocalDate start) {
        return settings.current().chain(county -> calendars
                .current()
                .map(calendar -> Deadline.of(county.terms().of(key), start, calendar)));
    }

    /** An online board that reports nothing for longer counts as interrupted since its last report (A10.2). */
    Uni<Duration> heartbeatGap() {
        return settings.current().map(county -> Duration.ofMinutes(county.heartbeatMinutes()));
    }

    Duration heartbeatGap(Connection connection) throws SQLException {
        return Duration.ofMinutes(settings.current(connection).heartbeatMinutes());
    }

    private Uni<Integer> days(TermKey key) {
        return settings.current().map(county -> county.terms().of(key).amount());
    }
}
