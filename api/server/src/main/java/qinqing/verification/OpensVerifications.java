package qinqing.verification;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.kernel.Ids;
import qinqing.matching.MatchesPublished;
import qinqing.matching.MatchesPublishedListener;

/** Makes every published hit a task with an owner and a due date, in the transaction that publishes it (A9.1). */
@Singleton
class OpensVerifications implements MatchesPublishedListener {
    private static final String OBSOLETE = """
            update verification v set status = 'OBSOLETE', version = v.version + 1
              from match m
             where m.id = v.match_id and m.run_id = ? and m.status = 'CLOSED' and v.status in ('OPEN', 'FOUND')
            """;
    private static final String INSERT = """
            insert into verification (id, county_code, unit_id, match_id, owner_id, round, cause, status, due_on, due_because, created_at)
            values (?, ?, ?, ?, ?, ?, 'HIT', 'OPEN', ?, ?, ?)
            """;
    private static final int BATCH = 500;

    private final People people;
    private final Dues dues;
    private final TellsVerifiers tells;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    OpensVerifications(
            People people,
            Dues dues,
            TellsVerifiers tells,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.people = people;
        this.dues = dues;
        this.tells = tells;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    @Override
    public void on(MatchesPublished event, Connection transaction) throws SQLException {
        dropObsolete(transaction, event.runId());
        var tasks = people.newOfRun(transaction, event.runId());
        if (tasks.isEmpty()) {
            return;
        }
        var owners = new Owners(people.verifiers(transaction));
        var due = dues.of(transaction, Cause.HIT);
        var now = OffsetDateTime.now(clock);
        var given = new TreeMap<UUID, Integer>();
        try (var insert = transaction.prepareStatement(INSERT)) {
            int waiting = 0;
            for (var task : tasks) {
                var owner = owners.choose(task.concern());
                given.merge(owner.accountId(), 1, Integer::sum);
                insert.setObject(1, ids.timeOrdered());
                insert.setString(2, countyCode);
                insert.setObject(3, task.concern().approvingPath().getLast());
                insert.setObject(4, task.concern().matchId());
                insert.setObject(5, owner.assignmentId());
                insert.setInt(6, task.lastRound() + 1);
                insert.setObject(7, due.on());
                insert.setString(8, due.because());
                insert.setObject(9, now);
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        tells.ofNewTasks(transaction, given, due.on());
    }

    private static void dropObsolete(Connection transaction, UUID run) throws SQLException {
        try (var update = transaction.prepareStatement(OBSOLETE)) {
            update.setObject(1, run);
            update.executeUpdate();
        }
    }
}
