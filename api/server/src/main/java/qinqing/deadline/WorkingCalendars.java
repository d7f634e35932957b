package qinqing.deadline;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.event.Announcer;
import qinqing.event.Listener;

/**
 * The working calendar of this county: the years that come with the server, each replaced by the one an administrator imported. Read
 * at most once a second, so that an import on another server is seen within a second.
 */
@ApplicationScoped
public class WorkingCalendars {
    static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private static final String DAYS =
            "select d.day, d.kind, d.name, y.source from calendar_day d join calendar_year y on y.year = d.year order by d.day";

    private static final String YEARS = "select year from calendar_year";

    private record Seen(WorkingCalendar calendar, Instant at) {}

    private final Clock clock;
    private final Announcer<CalendarChanged> announcer;
    private volatile @Nullable Seen seen;

    WorkingCalendars(Clock clock, @Any Instance<Listener<CalendarChanged>> listeners) {
        this.clock = clock;
        this.announcer = new Announcer<>(listeners);
    }

    /** The calendar as it stands. */
    public Uni<WorkingCalendar> current() {
        var last = seen;
        if (last != null && isFresh(last)) {
            return Uni.createFrom().item(last.calendar());
        }
        return Panache.withSession(() -> Panache.getSession().chain(this::read)).invoke(this::remember);
    }

    /** For jobs: the calendar as it stands in this transaction. */
    public WorkingCalendar current(Connection connection) throws SQLException {
        Set<Integer> imported = new java.util.HashSet<>();
        List<CalendarDay> days = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery(YEARS)) {
                while (rows.next()) imported.add(rows.getInt(1));
            }
            try (var rows = statement.executeQuery(DAYS)) {
                while (rows.next())
                    days.add(day(
                            rows.getObject(1, LocalDate.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4)));
            }
        }
        return combined(imported, days);
    }

    /** A year that is known, imported or bundled. */
    public Uni<Optional<YearOfDays>> year(int year) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> imported(session, year)))
                .map(found -> found.or(() -> bundled(year)));
    }

    /**
     * Takes a year in, in the present transaction, and tells listeners; the version must be the present one, or -1 when the year is
     * not known yet.
     *
     * @return empty when the version is not the present one
     */
    public Uni<Optional<YearOfDays>> replace(YearOfDays wanted, int version) {
        return Panache.getSession().chain(session -> lock(session)
                .chain(() -> imported(session, wanted.year()))
                .chain(found -> {
                    int present = found.or(() -> bundled(wanted.year()))
                            .map(YearOfDays::version)
                            .orElse(-1);
                    return present == version
                            ? store(session, next(wanted, version)).map(Optional::of)
                            : Uni.createFrom().item(Optional.<YearOfDays>empty());
                }));
    }

    private YearOfDays next(YearOfDays wanted, int version) {
        return new YearOfDays(wanted.year(), wanted.source(), wanted.days(), Math.max(version, 0) + 1, clock.instant());
    }

    private Uni<YearOfDays> store(Mutiny.Session session, YearOfDays year) {
        return session.createNativeQuery("""
                        insert into calendar_year (year, source, version, imported_at) values (:year, :source, :version, :at)
                        on conflict (year) do update
                        set source = excluded.source, version = excluded.version, imported_at = excluded.imported_at
                        """)
                .setParameter("year", year.year())
                .setParameter("source", year.source())
                .setParameter("version", year.version())
                .setParameter("at", clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() -> session.createNativeQuery("delete from calendar_day where year = :year")
                        .setParameter("year", year.year())
                        .executeUpdate())
                .chain(() -> insert(session, year))
                .invoke(() -> seen = null)
                .chain(() -> announcer.announce(new CalendarChanged(year.year())))
                .invoke(() -> seen = null)
                .replaceWith(year);
    }

    /** One statement for the year: a handful of lines, as text that PostgreSQL takes apart. */
    private static Uni<Integer> insert(Mutiny.Session session, YearOfDays year) {
        return session.createNativeQuery("""
                        insert into calendar_day (day, year, kind, name)
                        select cast(split_part(line, chr(31), 1) as date), :year, split_part(line, chr(31), 2),
                               split_part(line, chr(31), 3)
                        from unnest(string_to_array(:lines, chr(30))) as line
                        """)
                .setParameter("year", year.year())
                .setParameter(
                        "lines",
                        year.days().stream()
                                .map(day -> day.date() + "\u001f" + day.kind() + "\u001f" + day.name())
                                .collect(Collectors.joining("\u001e")))
                .executeUpdate();
    }

    /** Two imports of one year take turns. */
    private static Uni<Integer> lock(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended('calendar', 0))) as locked",
                        Integer.class)
                .getSingleResult();
    }

    private static Uni<Optional<YearOfDays>> imported(Mutiny.Session session, int year) {
        return session.createNativeQuery(
                        "select source, version, imported_at from calendar_year where year = :year", Object[].class)
                .setParameter("year", year)
                .getSingleResultOrNull()
                .chain(head -> head == null
                        ? Uni.createFrom().item(Optional.<YearOfDays>empty())
                        : session.createNativeQuery(
                                        "select day, kind, name from calendar_day where year = :year order by day",
                                        Object[].class)
                                .setParameter("year", year)
                                .getResultList()
                                .map(rows -> Optional.of(new YearOfDays(
                                        year,
                                        (String) head[0],
                                        rows.stream()
                                                .map(row -> day(
                                                        (LocalDate) row[0], (String) row[1], (String) row[2], (String)
                                                                head[0]))
                                                .toList(),
                                        (Integer) head[1],
                                        instant(head[2])))));
    }

    private Uni<WorkingCalendar> read(Mutiny.Session session) {
        return session.createNativeQuery(YEARS, Integer.class).getResultList().chain(years -> session.createNativeQuery(
                        DAYS, Object[].class)
                .getResultList()
                .map(rows -> combined(
                        years,
                        rows.stream()
                                .map(row -> day((LocalDate) row[0], (String) row[1], (String) row[2], (String) row[3]))
                                .toList())));
    }

    /** An imported year replaces the bundled one whole, so that a day taken back does not linger. */
    static WorkingCalendar combined(Collection<Integer> importedYears, List<CalendarDay> imported) {
        List<CalendarDay> days = new ArrayList<>(imported);
        Bundled.BY_YEAR.forEach((year, bundled) -> {
            if (!importedYears.contains(year)) days.addAll(bundled);
        });
        return WorkingCalendar.of(days);
    }

    private static Optional<YearOfDays> bundled(int year) {
        return Optional.ofNullable(Bundled.BY_YEAR.get(year))
                .filter(days -> WorkingCalendar.of(days).isImported(year))
                .map(days -> new YearOfDays(year, days.getFirst().source(), days, 0, null));
    }

    private static CalendarDay day(LocalDate date, String kind, String name, String source) {
        return new CalendarDay(date, CalendarDay.Kind.valueOf(kind), name, source);
    }

    private static Instant instant(Object value) {
        return value instanceof Instant instant ? instant : ((java.time.OffsetDateTime) value).toInstant();
    }

    private boolean isFresh(Seen last) {
        return Duration.between(last.at(), clock.instant()).abs().compareTo(FRESH_FOR) < 0;
    }

    private void remember(WorkingCalendar calendar) {
        seen = new Seen(calendar, clock.instant());
    }

    private static final class Bundled {
        static final Map<Integer, List<CalendarDay>> BY_YEAR = CalendarFile.bundled().stream()
                .collect(Collectors.groupingBy(day -> day.date().getYear()));
    }
}
