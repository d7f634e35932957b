package qinqing.publicity;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.jobs.RecurringJob;
import qinqing.publicity.NoticeEvents.NoticeCompleted;
import qinqing.publicity.NoticeEvents.NoticeCompletedListener;

/**
 * Counts each midnight the days of the notices that hang and completes those that hung long enough (A10.2), after noting which
 * online boards went silent. Whoever runs it twice completes nothing twice.
 */
@ApplicationScoped
class CompletesNotices implements RecurringJob {
    private static final int AT_A_TIME = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String SILENT = """
            with silent as (
                update notice_display set down_at = seen_at
                where down_at is null and seen_at < ? returning notice_site_id)
            update notice set counted_on = null, changed_at = ?
            where id in (select s.notice_id from silent join notice_site s on s.id = silent.notice_site_id)
                and status in ('DISPLAYED', 'SUSPENDED')
            """;

    private static final String DUE = """
            select id, unit_id, required_days from notice
            where status = 'DISPLAYED' and (counted_on is null or counted_on < ?)
            order by id limit ? for update skip locked
            """;

    private static final String SPANS = """
            select s.notice_id, s.id, d.up_at, d.down_at from notice_site s join notice n on n.id = s.notice_id
                left join notice_display d on d.notice_site_id = s.id and d.edition = n.edition
            where s.notice_id = any(?)
            """;

    private static final String SUSPENSIONS =
            "select notice_id, from_at, to_at from notice_suspension where notice_id = any(?)";

    private static final String COUNTED = """
            update notice set status = ?, display_from = ?, full_days = ?, ends_on = ?, completed_at = ?, changed_at = ?, counted_on = ?,
                version = version + ? -- counting alone is no change that a clerk would have to see first
            where id = ?
            """;

    private record Due(UUID id, UUID unitId, int requiredDays) {}

    private final AgroalDataSource database;
    private final PublicityChanges changes;
    private final PublicAnswers answers;
    private final Audit audit;
    private final Clock clock;
    private final List<NoticeCompletedListener> listeners;
    private final PublicityTerms terms;

    CompletesNotices(
            AgroalDataSource database,
            PublicityChanges changes,
            PublicAnswers answers,
            Audit audit,
            Clock clock,
            PublicityTerms terms,
            @All List<NoticeCompletedListener> listeners) {
        this.database = database;
        this.changes = changes;
        this.answers = answers;
        this.audit = audit;
        this.clock = clock;
        this.listeners = listeners;
        this.terms = terms;
    }

    @Override
    public String name() {
        return "publicity.complete-notices";
    }

    @Override
    public Duration every() {
        return PAUSE;
    }

    @Override
    public void run() throws SQLException {
        var now = clock.instant();
        int looked;
        do {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    looked = silence(connection, now) + count(connection, now);
                    if (looked > 0) {
                        changes.count(connection);
                    }
                    connection.commit();
                    if (looked > 0) {
                        answers.forget();
                    }
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
            }
        } while (looked >= AT_A_TIME);
    }

    private int silence(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(SILENT)) {
            statement.setObject(1, at(now.minus(terms.heartbeatGap(connection))));
            statement.setObject(2, at(now));
            return statement.executeUpdate();
        }
    }

    private int count(Connection connection, Instant now) throws SQLException {
        var due = due(connection, now);
        var ids = connection.createArrayOf("uuid", due.stream().map(Due::id).toArray());
        var boards = boards(connection, ids);
        var suspensions = suspensions(connection, ids);
        var completed = new ArrayList<Due>();
        try (var statement = connection.prepareStatement(COUNTED)) {
            for (var notice : due) {
                var counted = DisplayClock.read(
                        notice.requiredDays(),
                        List.copyOf(boards.getOrDefault(notice.id(), Map.of()).values()),
                        suspensions.getOrDefault(notice.id(), List.of()),
                        now);
                set(statement, notice, counted, now);
                statement.addBatch();
                if (counted.isComplete()) {
                    completed.add(notice);
                }
            }
            statement.executeBatch();
        }
        for (var notice : completed) {
            var event = new NoticeCompleted(notice.id());
            for (var listener : listeners) {
                listener.on(event, connection);
            }
            audit.record(connection, self(notice), name(), "notice", notice.id(), "COMPLETED");
        }
        return due.size();
    }

    private static Actor self(Due notice) {
        return new Actor(new UUID(0, 0), null, Role.SYSTEM, notice.unitId(), null, Set.of());
    }

    private static List<Due> due(Connection connection, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(DUE)) {
            statement.setObject(1, DisplayClock.day(now));
            statement.setInt(2, AT_A_TIME);
            var found = new ArrayList<Due>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Due(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getInt(3)));
                }
            }
            return found;
        }
    }

    /** Of each notice the times at which each of its boards showed the present edition. */
    private static Map<UUID, Map<UUID, List<Span>>> boards(Connection connection, Array notices) throws SQLException {
        try (var statement = connection.prepareStatement(SPANS)) {
            statement.setArray(1, notices);
            var found = new HashMap<UUID, Map<UUID, List<Span>>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var board = found.computeIfAbsent(rows.getObject(1, UUID.class), any -> new LinkedHashMap<>())
                            .computeIfAbsent(rows.getObject(2, UUID.class), any -> new ArrayList<>());
                    var up = rows.getTimestamp(3);
                    if (up != null) {
                        board.add(new Span(up.toInstant(), instant(rows.getTimestamp(4))));
                    }
                }
            }
            return found;
        }
    }

    private static Map<UUID, List<Span>> suspensions(Connection connection, Array notices) throws SQLException {
        try (var statement = connection.prepareStatement(SUSPENSIONS)) {
            statement.setArray(1, notices);
            var found = new HashMap<UUID, List<Span>>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject(1, UUID.class), any -> new ArrayList<>())
                            .add(new Span(rows.getTimestamp(2).toInstant(), instant(rows.getTimestamp(3))));
                }
            }
            return found;
        }
    }

    private static void set(PreparedStatement statement, Due notice, DisplayClock counted, Instant now)
            throws SQLException {
        var completed = counted.completedAt();
        statement.setString(1, (counted.isComplete() ? NoticeStatus.COMPLETED : NoticeStatus.DISPLAYED).name());
        statement.setObject(2, counted.countingFrom());
        statement.setInt(3, counted.countedDays());
        statement.setObject(4, counted.expectedEnd());
        statement.setObject(5, completed == null ? null : at(completed));
        statement.setObject(6, at(now));
        statement.setObject(7, DisplayClock.day(now));
        statement.setInt(8, counted.isComplete() ? 1 : 0);
        statement.setObject(9, notice.id());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable Timestamp column) {
        return column == null ? null : column.toInstant();
    }
}
