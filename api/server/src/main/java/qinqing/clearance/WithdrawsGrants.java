package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.kernel.Ids;
import qinqing.matching.MatchesPublished;
import qinqing.matching.MatchesPublishedListener;

/**
 * Ends grants that a new fact contradicts, in the transaction of that fact: a new hit, an accepted objection, a notice taken
 * down, a finding. The programme is locked against questions first, so that an answer given at the same moment is either stored
 * already and withdrawn here, or waits and then sees the fact. Emergency reliefs stay: that money has gone.
 */
@ApplicationScoped
class WithdrawsGrants implements MatchesPublishedListener {
    /** Grants looked at in one statement. */
    private static final int PAGE = 1000;

    private static final String THESE =
            "(select cast(i.id as uuid) from jsonb_array_elements_text(cast(cast(:input as text) as jsonb)) as i (id))";

    /** In one order for everybody, so that two of them don't wait for each other. */
    private static final String HOLD = """
            select cast(count(cast(pg_advisory_xact_lock(hashtextextended('clearance ' || p.programme_id, 0)) as text)) as text)
            from (select distinct m.programme_id from match m where m.id in %s order by m.programme_id) as p
            """.formatted(THESE);

    private static final String RESTING = """
            select cast(json_build_object(
                       'clearance', c.id, 'programme', c.programme_id,
                       'rows', (select json_agg(s.beneficiary_id) from clearance_subject s where s.clearance_id = c.id)) as text)
            from clearance c
            where c.id in (select s.clearance_id
                           from match m join clearance_subject s on s.beneficiary_id = m.beneficiary_id
                           where m.id in %s)
              and c.withdrawn_at is null and c.lapsed_at is null and c.emergency_id is null
            order by c.id
            """.formatted(THESE);

    private static final String WITHDRAW = """
            with entry as (
                select e.*
                from jsonb_to_recordset(cast(cast(:input as text) as jsonb))
                     as e (clearance uuid, change uuid, reasons jsonb, at timestamptz)
            ), withdrawn as (
                update clearance c set withdrawn_at = e.at, withdrawal_reasons = e.reasons
                from entry e
                where c.id = e.clearance and c.withdrawn_at is null and c.lapsed_at is null
                returning e.change, c.county_code, c.unit_id, c.asked_by, c.id, c.withdrawal_reasons, c.withdrawn_at
            )
            insert into clearance_change (id, county_code, unit_id, asked_by, clearance_id, change, reasons, changed_at)
            select w.change, w.county_code, w.unit_id, w.asked_by, w.id, 'WITHDRAWN', w.withdrawal_reasons, w.withdrawn_at
            from withdrawn w
            """;

    private static final String OF_THE_RUN = "select m.id from match m where m.run_id = ?";

    /** Every hit that some live grant rests on. */
    private static final String UNDER_GRANTS = """
            select distinct m.id
            from match m
            join clearance_subject s on s.beneficiary_id = m.beneficiary_id
            join clearance c on c.id = s.clearance_id
            where c.withdrawn_at is null and c.lapsed_at is null and c.emergency_id is null
            """;

    /** A live grant and the rows it rests on. */
    private record Resting(UUID clearance, UUID programme, List<UUID> rows) {}

    private record Withdrawal(UUID clearance, UUID change, List<Reason> reasons, Instant at) {}

    private final Dossiers dossiers;
    private final Ids ids;
    private final Clock clock;

    WithdrawsGrants(Dossiers dossiers, Ids ids, Clock clock) {
        this.dossiers = dossiers;
        this.ids = ids;
        this.clock = clock;
    }

    /** Within the reactive transaction at hand. */
    Uni<Void> concerning(Collection<UUID> matches) {
        var input = dossiers.write(matches);
        return ask(HOLD, input)
                .chain(() -> ask(RESTING, input))
                .chain(found -> Multi.createFrom()
                        .iterable(pages(found))
                        .onItem()
                        .transformToUniAndConcatenate(page -> ask(Dossiers.DOSSIERS, questions(page))
                                .chain(lines -> withdraw(contradicted(page, lines))))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /**
     * Within a job's transaction.
     *
     * @throws SQLException as the database says
     */
    void concerning(Connection transaction, Collection<UUID> matches) throws SQLException {
        ask(transaction, HOLD, dossiers.write(matches));
        review(transaction, matches);
    }

    /** What a matching run brought to light. */
    @Override
    public void on(MatchesPublished event, Connection transaction) throws SQLException {
        try (var question = transaction.prepareStatement(OF_THE_RUN)) {
            question.setObject(1, event.runId());
            var found = new ArrayList<UUID>();
            for (var rows = question.executeQuery(); rows.next(); ) {
                found.add(rows.getObject(1, UUID.class));
            }
            concerning(transaction, found);
        }
    }

    /**
     * Looks at every live grant with a hit under it, without holding anybody up: what is being answered meanwhile is seen the
     * next time. The net under facts that nobody announced.
     *
     * @throws SQLException as the database says
     */
    void reviewAll(Connection transaction) throws SQLException {
        try (var question = transaction.prepareStatement(UNDER_GRANTS)) {
            var found = new ArrayList<UUID>();
            for (var rows = question.executeQuery(); rows.next(); ) {
                found.add(rows.getObject(1, UUID.class));
            }
            review(transaction, found);
        }
    }

    private void review(Connection transaction, Collection<UUID> matches) throws SQLException {
        for (var page : pages(ask(transaction, RESTING, dossiers.write(matches)))) {
            var contradicted = contradicted(page, ask(transaction, Dossiers.DOSSIERS, questions(page)));
            if (!contradicted.isEmpty()) {
                try (var change = transaction.prepareStatement(positional(WITHDRAW))) {
                    change.setString(1, dossiers.write(contradicted));
                    change.executeUpdate();
                }
            }
        }
    }

    private List<List<Resting>> pages(List<String> found) {
        var grants =
                found.stream().map(line -> dossiers.read(line, Resting.class)).toList();
        return IntStream.iterate(0, from -> from < grants.size(), from -> from + PAGE)
                .mapToObj(from -> grants.subList(from, Math.min(from + PAGE, grants.size())))
                .toList();
    }

    private String questions(List<Resting> grants) {
        return dossiers.write(IntStream.range(0, grants.size())
                .mapToObj(n -> new Dossiers.Asked(
                        n,
                        grants.get(n).programme(),
                        null,
                        null,
                        null,
                        null,
                        grants.get(n).rows()))
                .toList());
    }

    private List<Withdrawal> contradicted(List<Resting> grants, List<String> lines) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var found = dossiers.read(lines, ProgrammeKind.ORDINARY, grants.size());
        return IntStream.range(0, grants.size())
                .mapToObj(n -> new Withdrawal(
                        grants.get(n).clearance(),
                        ids.timeOrdered(),
                        ClearanceRule.reasons(ClearanceRule.OF_A_GRANT, found.get(n)),
                        now))
                .filter(withdrawal -> !withdrawal.reasons().isEmpty())
                .toList();
    }

    private Uni<Void> withdraw(List<Withdrawal> withdrawals) {
        return withdrawals.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(WITHDRAW)
                                .setParameter("input", dossiers.write(withdrawals))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    private static Uni<List<String>> ask(String question, String input) {
        return Panache.getSession().chain(session -> session.createNativeQuery(question, String.class)
                .setParameter("input", input)
                .getResultList());
    }

    private static List<String> ask(Connection transaction, String question, String input) throws SQLException {
        try (var statement = transaction.prepareStatement(positional(question))) {
            statement.setString(1, input);
            var lines = new ArrayList<String>();
            for (var rows = statement.executeQuery(); rows.next(); ) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    /** The statements here have one parameter each, which JDBC does not call by name. */
    private static String positional(String statement) {
        return statement.replace(":input", "?");
    }
}
