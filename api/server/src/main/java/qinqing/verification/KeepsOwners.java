package qinqing.verification;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import qinqing.deadline.Deadline;
import qinqing.jobs.RecurringJob;

/**
 * Gives open tasks another owner when theirs has left: the assignment ended, the account was closed, or the official behind it
 * retired, died or left the county. Looks at the state and not at events, so nothing is ever missed (A9.1).
 */
@Singleton
class KeepsOwners implements RecurringJob {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int PAGE = 500;

    private static final String ORPHANS = """
            select v.id, v.due_on from verification v
             where v.status in ('OPEN', 'FOUND')
               and not exists (select from assignment a join account c on c.id = a.account_id left join official o on o.id = c.official_id
                                where a.id = v.owner_id and a.ended_at is null and c.status <> 'DISABLED' and a.from_day <= ?
                                  and (a.to_day is null or a.to_day >= ?) and (o.id is null or o.status = 'ACTIVE'))
             order by v.id limit ? for update of v skip locked
            """;
    private static final String GIVE =
            "update verification set owner_id = ?, assignment_note = null, version = version + 1 where id = ?";

    private record Orphan(UUID id, LocalDate dueOn) {}

    private final AgroalDataSource database;
    private final People people;
    private final TellsVerifiers tells;
    private final Clock clock;

    KeepsOwners(AgroalDataSource database, People people, TellsVerifiers tells, Clock clock) {
        this.database = database;
        this.people = people;
        this.tells = tells;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "verification.owners";
    }

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                giveAway(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void giveAway(Connection connection) throws SQLException {
        var orphans = orphans(connection);
        if (orphans.isEmpty()) {
            return;
        }
        var owners = new Owners(people.verifiers(connection));
        try (var give = connection.prepareStatement(GIVE)) {
            for (var orphan : orphans) {
                var owner = owners.choose(people.ofTask(connection, orphan.id()));
                give.setObject(1, owner.assignmentId());
                give.setObject(2, orphan.id());
                give.executeUpdate();
                tells.ofNewTasks(connection, Map.of(owner.accountId(), 1), orphan.dueOn());
            }
        }
    }

    private List<Orphan> orphans(Connection connection) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
        try (var question = connection.prepareStatement(ORPHANS)) {
            question.setObject(1, today);
            question.setObject(2, today);
            question.setInt(3, PAGE);
            var found = new ArrayList<Orphan>();
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    found.add(new Orphan(rows.getObject(1, UUID.class), rows.getObject(2, LocalDate.class)));
                }
            }
            return found;
        }
    }
}
