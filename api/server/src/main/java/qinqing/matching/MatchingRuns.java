package qinqing.matching;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.jobs.JobState;
import qinqing.jobs.JobTicket;
import qinqing.jobs.Jobs;
import qinqing.jobs.Watched;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.Tenancy;

/** Comparisons asked for by people, by the schedule, and by what happens to lists and declarations (A8.1, A8.2). */
@ApplicationScoped
public class MatchingRuns implements Watched {
    static final String LIST = "listMatchingRuns";

    private static final String SHOWN = """
            select m.id, m.scope, m.subject_id, m.trigger, m.relatives, m.beneficiaries, m.certain_hits, m.probable_hits,
                   m.possible_hits, m.new_matches, m.created_at, m.published_at, m.version, j.state, j.done, j.total, j.started_at,
                   j.finished_at, j.failure_code, j.failure_zh, j.failure_en,
                   (select count(*) from matching_run_declarant d
                     where d.run_id = m.id and d.official_id <> m.subject_id) as others
              from matching_run m join job j on j.id = m.id join unit u on u.id = m.unit_id
             where u.ancestors @> array[$1::uuid]
            """;
    private static final String ONE = SHOWN + " and m.id = $2";
    private static final String PAGE = SHOWN + """
             and ($2::text is null or m.scope = $2) and ($3::text is null or j.state = $3) and ($4::uuid is null or m.id < $4)
             order by m.id desc limit $5
            """;

    /** The unit whose people may see such a run, if the actor may ask for it. */
    private static final String UNIT_OF_UNIT = """
            select u.id from unit u where u.id = :subject and u.ancestors @> array[cast(:mine as uuid)]""";

    private static final String UNIT_OF_BATCH = """
            select b.unit_id from beneficiary_batch b join unit u on u.id = b.unit_id
             where b.id = :subject and u.ancestors @> array[cast(:mine as uuid)]""";
    private static final String UNIT_OF_OFFICIAL = """
            select o.unit_id from official o join unit u on u.id = o.unit_id
             where o.id = :subject and u.ancestors @> array[cast(:mine as uuid)]""";
    private static final String COUNTY = "select id from unit where kind = 'COUNTY' and id = :mine";

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('matching ' || :scope || :subject, 0))";
    private static final String AT_WORK = """
            select m.id from matching_run m join job j on j.id = m.id
             where m.scope = :scope and m.subject_id is not distinct from cast(nullif(:subject, '') as uuid)
               and j.state in ('QUEUED', 'RUNNING') limit 1
            """;
    /** Holding the row keeps the waiting run from beginning before this transaction's change is there for it to see. */
    private static final String WAITING = """
            select j.id from matching_run m join job j on j.id = m.id
             where m.scope = :scope and m.subject_id is not distinct from cast(nullif(:subject, '') as uuid)
               and j.state = 'QUEUED' limit 1 for share of j
            """;

    /** The unit's last one, while it still waits: it begins after this transaction and compares whoever joins. */
    private static final String WAITING_OF_UNIT = """
            select j.id from (select id from matching_run
                               where unit_id = :unit and scope = 'DECLARANT' and trigger = 'DECLARATION_ENTERED'
                               order by id desc limit 1) m
              join job j on j.id = m.id
             where j.state = 'QUEUED' for share of j
            """;

    private static final String JOIN = """
            insert into matching_run_declarant (run_id, official_id, asked_at) values (:run, :official, :now)
            on conflict (run_id, official_id) do update set asked_at = excluded.asked_at
            """;

    private final Pool pool;
    private final Jobs jobs;
    private final Audit audit;
    private final Cursors cursors;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    MatchingRuns(
            @ReactiveDataSource("statements") Pool pool,
            Jobs jobs,
            Audit audit,
            Cursors cursors,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.pool = pool;
        this.jobs = jobs;
        this.audit = audit;
        this.cursors = cursors;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /**
     * Asks for a run; to be called in a transaction.
     *
     * @throws ProblemException 403 for the county without its right, 422 for a subject the actor may not know, 409 while the same
     *     scope is at work
     */
    Uni<MatchingRun> request(Actor actor, RunScope scope, @Nullable UUID subject) {
        if (scope == RunScope.COUNTY && actor.role() != Role.COUNTY_INSPECTOR) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED,
                    "全区比对只能由区纪检监察机关发起",
                    "Only the county's inspection body may compare the whole county");
        }
        return Panache.getSession()
                .chain(session -> unitOf(session, actor, scope, subject)
                        .call(() -> lock(session, scope, subject))
                        .call(() -> mustBeIdle(session, scope, subject))
                        .chain(unit ->
                                enqueue(session, scope, subject, RunTrigger.REQUEST, unit, actor.assignmentId())))
                .call(run -> audit.record(actor, "createMatchingRun", "matching_run", run.id, "scope=" + scope));
    }

    /**
     * The house itself asks, within the present transaction, whose change the run will see. A run of the same scope that has not
     * begun yet sees it too: then there is nothing more to do.
     *
     * @param unit whose people may see the run
     */
    Uni<Void> ask(RunScope scope, @Nullable UUID subject, RunTrigger trigger, UUID unit) {
        return Tenancy.asHouseInSession(() -> Panache.getSession().chain(session -> session.createNativeQuery(
                        WAITING, UUID.class)
                .setParameter("scope", scope.name())
                .setParameter("subject", text(subject))
                .getResultList()
                .chain(waiting -> waiting.isEmpty()
                        ? enqueue(session, scope, subject, trigger, unit, null).replaceWithVoid()
                        : Uni.createFrom().voidItem())));
    }

    /**
     * Has an entered declaration compared, within the transaction that enters it. A run over declarants of the same unit that has
     * not begun yet takes this one along, so that many entries make few runs.
     */
    Uni<Void> askForEntered(UUID official, UUID unit) {
        return Panache.getSession().chain(session -> session.createNativeQuery(WAITING_OF_UNIT, UUID.class)
                .setParameter("unit", unit)
                .getResultList()
                .chain(waiting -> waiting.isEmpty()
                        ? enqueue(session, RunScope.DECLARANT, official, RunTrigger.DECLARATION_ENTERED, unit, null)
                                .replaceWithVoid()
                        : join(session, waiting.getFirst(), official)));
    }

    private Uni<Void> join(Mutiny.Session session, UUID run, UUID official) {
        return session.createNativeQuery(JOIN)
                .setParameter("run", run)
                .setParameter("official", official)
                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .replaceWithVoid();
    }

    private Uni<MatchingRun> enqueue(
            Mutiny.Session session,
            RunScope scope,
            @Nullable UUID subject,
            RunTrigger trigger,
            UUID unit,
            @Nullable UUID requestedBy) {
        var run = new MatchingRun(
                ids.timeOrdered(), countyCode, unit, scope, subject, trigger, requestedBy, clock.instant());
        return session.persist(run)
                .chain(session::flush)
                .chain(() -> jobs.enqueue(new JobTicket(run.id, RunMatching.KIND, requestedBy, unit)))
                .replaceWith(run);
    }

    /** On the JDBC transaction of a job. */
    void ask(Connection transaction, RunTrigger trigger, UUID county) throws SQLException {
        var id = ids.timeOrdered();
        try (var insert = transaction.prepareStatement("""
                insert into matching_run (id, county_code, unit_id, scope, trigger, created_at) values (?, ?, ?, 'COUNTY', ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setString(2, countyCode);
            insert.setObject(3, county);
            insert.setString(4, trigger.name());
            insert.setObject(5, OffsetDateTime.now(clock));
            insert.executeUpdate();
        }
        jobs.enqueue(transaction, new JobTicket(id, RunMatching.KIND, null, county));
    }

    private static Uni<UUID> unitOf(Mutiny.Session session, Actor actor, RunScope scope, @Nullable UUID subject) {
        var sql =
                switch (scope) {
                    case COUNTY -> COUNTY;
                    case UNIT -> UNIT_OF_UNIT;
                    case BATCH -> UNIT_OF_BATCH;
                    case DECLARANT -> UNIT_OF_OFFICIAL;
                };
        var question = session.createNativeQuery(sql, UUID.class).setParameter("mine", actor.unitId());
        if (subject != null) {
            question.setParameter("subject", subject);
        }
        return question.getSingleResultOrNull().map(unit -> {
            if (unit == null) {
                throw notYours(scope);
            }
            return unit;
        });
    }

    /** The same for what does not exist and what one may not know. */
    private static ProblemException notYours(RunScope scope) {
        var say = new Text("不存在，或者不在您的管理范围内", "there is no such thing within your units");
        var pointer =
                switch (scope) {
                    case COUNTY, UNIT -> "/unitId";
                    case BATCH -> "/batchId";
                    case DECLARANT -> "/officialId";
                };
        return new ProblemException(
                ProblemType.RULE_NOT_MET, say, List.of(new ProblemException.FieldError(pointer, say)));
    }

    private static Uni<Void> lock(Mutiny.Session session, RunScope scope, @Nullable UUID subject) {
        return session.createNativeQuery(LOCK)
                .setParameter("scope", scope.name())
                .setParameter("subject", text(subject))
                .getResultList()
                .replaceWithVoid();
    }

    private static Uni<Void> mustBeIdle(Mutiny.Session session, RunScope scope, @Nullable UUID subject) {
        return session.createNativeQuery(AT_WORK, UUID.class)
                .setParameter("scope", scope.name())
                .setParameter("subject", text(subject))
                .getResultList()
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT, "同一范围的比对正在进行", "The same scope is being compared already");
                    }
                })
                .replaceWithVoid();
    }

    /** A run with the version that a change names. */
    record Shown(MatchingRunView view, int version) {}

    /** @throws ProblemException 404 for a run the actor may not know */
    Uni<Shown> get(Actor actor, UUID id, List<Locale> wanted) {
        return pool.preparedQuery(ONE).execute(Tuple.of(actor.unitId(), id)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(row -> new Shown(MatchingRunView.of(row, wanted), row.getInteger("version")))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    Uni<Page<MatchingRunView>> list(
            Actor actor,
            @Nullable RunScope scope,
            @Nullable JobState state,
            @Nullable String cursor,
            int limit,
            List<Locale> wanted) {
        var after = cursors.read(LIST, cursor, 1).stream().findFirst().map(UUID::fromString);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple(parameters(
                        actor.unitId(),
                        scope == null ? null : scope.name(),
                        state == null ? null : state.name(),
                        after.orElse(null),
                        limit + 1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> MatchingRunView.of(row, wanted))
                        .toList())
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id())));
    }

    private static List<Object> parameters(@Nullable Object... values) {
        return java.util.Arrays.asList(values);
    }

    /** @throws ProblemException 409 when it is over */
    Uni<Void> cancel(Actor actor, UUID id, @Nullable String ifMatch) {
        return get(actor, id, List.of())
                .invoke(shown -> Versions.require(ifMatch, shown.version()))
                .chain(() -> Panache.withTransaction(() -> jobs.cancel(id)
                        .invoke(stopping -> {
                            if (!stopping) {
                                throw new ProblemException(
                                        ProblemType.STATE_CONFLICT, "比对已经结束", "The run is over already");
                            }
                        })
                        .chain(() -> audit.record(actor, "cancelMatchingRun", "matching_run", id))));
    }

    @Override
    public String parameter() {
        return "runId";
    }

    /** A run is its job. */
    @Override
    public Uni<UUID> jobOf(Actor actor, UUID id) {
        return get(actor, id, List.of()).replaceWith(id);
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
