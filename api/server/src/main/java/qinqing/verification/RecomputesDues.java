package qinqing.verification;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import qinqing.deadline.CalendarChanged;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;
import qinqing.deadline.WorkingCalendars;
import qinqing.event.Listener;
import qinqing.setting.Settings;

/** Moves the due dates of open verifications when the working calendar changes, in the transaction that changes it. */
@ApplicationScoped
class RecomputesDues implements Listener<CalendarChanged> {
    /** Tasks of one cause and day share their deadline: a few dozen groups, however many tasks. */
    private static final String GROUPS = """
            select distinct cause, cast(created_at at time zone 'Asia/Shanghai' as date)
              from verification where status in ('OPEN', 'FOUND')
            """;

    private static final String MOVE = """
            update verification set due_on = :due, due_because = :because, version = version + 1
             where status in ('OPEN', 'FOUND') and cause = :cause
               and cast(created_at at time zone 'Asia/Shanghai' as date) = :opened and due_on <> :due
            """;

    private final Settings settings;
    private final WorkingCalendars calendars;

    RecomputesDues(Settings settings, WorkingCalendars calendars) {
        this.settings = settings;
        this.calendars = calendars;
    }

    @Override
    public Uni<Void> on(CalendarChanged event) {
        return settings.current().chain(county -> calendars.current().chain(calendar -> Panache.getSession()
                .chain(session -> session.createNativeQuery(GROUPS, Object[].class)
                        .getResultList()
                        .chain(groups -> move(session, groups, county.terms(), calendar)))));
    }

    private static Uni<Void> move(
            Mutiny.Session session, List<Object[]> groups, Terms terms, WorkingCalendar calendar) {
        return Multi.createFrom()
                .iterable(groups)
                .onItem()
                .transformToUniAndConcatenate(group -> {
                    var cause = Cause.valueOf((String) group[0]);
                    var opened = (LocalDate) group[1];
                    var due = Due.of(cause, opened, terms, calendar);
                    return session.createNativeQuery(MOVE)
                            .setParameter("due", due.on())
                            .setParameter("because", due.because())
                            .setParameter("cause", cause.name())
                            .setParameter("opened", opened)
                            .executeUpdate();
                })
                .collect()
                .last()
                .replaceWithVoid();
    }
}
