package qinqing.verification;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.matching.MatchStatus;
import qinqing.matching.Matches;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Verification of hits by the unit that approves the money (谁审批、谁核查, A9). */
@ApplicationScoped
public class Verifications {
    static final String LIST = "listVerifications";

    private static final String SHOWN = """
            select v.id, v.match_id, m.referred_id, v.unit_id, u.name as unit_name, v.owner_id, v.assignment_note, v.cause, owner.display_name as owner_name,
                   v.status, v.due_on, v.due_because, v.round, v.objection_id, v.finding, v.measure, v.opinion, v.found_by, v.found_at,
                   finder.display_name as finder_name, v.signed_by, v.signed_at, signer.display_name as signer_name, v.returned_by,
                   v.returned_at, v.return_reasons, returner.display_name as returner_name, l.id as lead_id, v.created_at, v.version
              from verification v
              join match m on m.id = v.match_id
              join unit u on u.id = v.unit_id
              join assignment a on a.id = v.owner_id
              join account owner on owner.id = a.account_id
              left join account finder on finder.id = v.found_by
              left join account signer on signer.id = v.signed_by
              left join account returner on returner.id = v.returned_by
              left join lead l on l.verification_id = v.id
             where (u.ancestors @> array[$1::uuid] or v.owner_id = $2)
            """;
    private static final String ONE = SHOWN + " and v.id = $3";
    private static final String PAGE = SHOWN + """
             and ($3::uuid is null or u.ancestors @> array[$3::uuid]) and ($4::uuid is null or m.programme_id = $4)
             and ($5::uuid is null or m.official_id = $5) and ($6::text is null or v.status = $6)
             and ($7::boolean is null or (v.owner_id = $2) = $7)
             and ($8::boolean is null or (v.status in ('OPEN', 'FOUND') and v.due_on < $9::date) = $8)
             and ($10::date is null or (v.due_on, v.id) > ($10::date, $11::uuid))
             order by v.due_on, v.id limit $12
            """;

    private static final String LINE = "select array_to_string(ancestors, ',') from unit where id = :unit";
    private static final String LEAD = """
            insert into lead (id, county_code, unit_id, verification_id, official_id, registered_at)
            select :id, m.county_code, m.official_unit_id, :verification, m.official_id, :now from match m where m.id = :match
            """;

    private final VerificationRepository repository;
    private final People people;
    private final Matches matches;
    private final Dues dues;
    private final TellsVerifiers tells;
    private final Pool pool;
    private final Audit audit;
    private final Cursors cursors;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;
    private final Announcer<VerificationClosed> closed;
    private final Announcer<MatchVerified> verified;
    private final Announcer<MatchFoundNonCompliant> nonCompliant;

    Verifications(
            VerificationRepository repository,
            People people,
            Matches matches,
            Dues dues,
            TellsVerifiers tells,
            @ReactiveDataSource("statements") Pool pool,
            Audit audit,
            Cursors cursors,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode,
            @Any Instance<Listener<VerificationClosed>> closed,
            @Any Instance<Listener<MatchVerified>> verified,
            @Any Instance<Listener<MatchFoundNonCompliant>> nonCompliant) {
        this.repository = repository;
        this.people = people;
        this.matches = matches;
        this.dues = dues;
        this.tells = tells;
        this.pool = pool;
        this.audit = audit;
        this.cursors = cursors;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
        this.closed = new Announcer<>(closed);
        this.verified = new Announcer<>(verified);
        this.nonCompliant = new Announcer<>(nonCompliant);
    }

    /** What a client narrows the list to. */
    record Question(
            @Nullable UUID unitId,
            @Nullable UUID programmeId,
            @Nullable UUID officialId,
            @Nullable VerificationStatus state,
            @Nullable Boolean assignedToMe,
            @Nullable Boolean overdue,
            @Nullable String cursor,
            int limit) {}

    /** A verification with its version. */
    record Shown(VerificationView view, int version) {}

    Uni<Page<VerificationView>> list(Actor actor, Question asked) {
        var after = cursors.read(LIST, asked.cursor(), 2);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple(Arrays.asList(
                        actor.unitId(),
                        actor.assignmentId(),
                        asked.unitId(),
                        asked.programmeId(),
                        asked.officialId(),
                        asked.state() == null ? null : asked.state().name(),
                        asked.assignedToMe(),
                        asked.overdue(),
                        today(),
                        after.isEmpty() ? null : LocalDate.parse(after.get(0)),
                        after.isEmpty() ? null : UUID.fromString(after.get(1)),
                        asked.limit() + 1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> VerificationView.of(row, today(), null))
                        .toList())
                .map(found -> Page.of(
                        found,
                        asked.limit(),
                        last -> cursors.write(LIST, last.due().dueOn(), last.id())));
    }

    /** @throws ProblemException 404 for a task the actor may not know */
    Uni<Shown> get(Actor actor, UUID id) {
        return row(actor, id).chain(row -> {
            var view = VerificationView.of(row, today(), null);
            return matches.find(view.matchId())
                    .map(match -> new Shown(match.map(view::with).orElse(view), row.getInteger("version")));
        });
    }

    private Uni<Row> row(Actor actor, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.tuple(Arrays.asList(actor.unitId(), actor.assignmentId(), id)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    /** The verifier writes down the finding (A9.2). */
    Uni<Shown> recordFinding(Actor actor, UUID id, @Nullable String ifMatch, FindingInput input) {
        input.checked();
        return change(actor, id, ifMatch, task -> {
            if (!task.ownerId.equals(actor.assignmentId())) {
                throw new ProblemException(ProblemType.NOT_ALLOWED, "此任务已指派他人核查", "Somebody else has to verify this");
            }
            return mustKeepOutOf(actor, task)
                    .invoke(() -> task.found(input, actor.accountId(), clock.instant()))
                    .chain(() ->
                            audit.record(actor, "recordFinding", "verification", id, "finding=" + input.outcome()));
        });
    }

    /** A second person confirms the finding; it takes effect in the same transaction. */
    Uni<Shown> confirm(Actor actor, UUID id, @Nullable String ifMatch) {
        return change(actor, id, ifMatch, task -> mustKeepOutOf(actor, task)
                .chain(() -> mustBeInLine(actor, task))
                .invoke(() -> task.signed(actor.accountId(), clock.instant()))
                .chain(repository::flush)
                .chain(() -> audit.record(
                        actor, "signFinding", "verification", id, "decision=CONFIRM,finding=" + task.finding))
                .chain(() -> takeEffect(task)));
    }

    /** A second person sends the finding back. */
    Uni<Shown> sendBack(Actor actor, UUID id, @Nullable String ifMatch, String reasons) {
        return change(actor, id, ifMatch, task -> mustKeepOutOf(actor, task)
                .chain(() -> mustBeInLine(actor, task))
                .invoke(() -> task.returned(reasons, actor.accountId(), clock.instant()))
                .chain(() -> audit.record(actor, "signFinding", "verification", id, "decision=RETURN")));
    }

    /** Names another verifier, never one who has to keep out. */
    Uni<Shown> assign(Actor actor, UUID id, @Nullable String ifMatch, UUID assignment, @Nullable String note) {
        return change(actor, id, ifMatch, task -> mustBeInLine(actor, task)
                .chain(() -> mayOwn(task, assignment))
                .invoke(() -> task.assign(assignment, note))
                .chain(() -> audit.record(actor, "assignVerification", "verification", id, "owner=" + assignment)));
    }

    private Uni<Verifier> mayOwn(Verification task, UUID assignment) {
        return people.concern(task.matchId)
                .chain(found -> people.along(task.unitId).map(all -> new Owners(all)
                        .eligible(found.concern()).stream()
                                .filter(who -> who.assignmentId().equals(assignment))
                                .findFirst()
                                .orElseThrow(() -> refused(all, assignment, found.concern()))));
    }

    private static ProblemException refused(List<Verifier> all, UUID assignment, Concern concern) {
        var because = all.stream()
                .filter(who -> who.assignmentId().equals(assignment))
                .flatMap(who -> Recusal.reasons(who, concern).stream())
                .findFirst()
                .map(Recusal::because)
                .orElse(
                        new Text(
                                "须为审批单位的核查人；本单位无人可核查时，由上一级单位的核查人核查（A9.1）",
                                "It must be a verifier of the approving unit, or of the unit above when nobody is left (A9.1)"));
        return new ProblemException(
                ProblemType.RULE_NOT_MET, because, List.of(new ProblemException.FieldError("/assignmentId", because)));
    }

    /** What a signature brings about, all in one transaction: the hit's state, the lead (A9.3), and what others make of it. */
    private Uni<Void> takeEffect(Verification task) {
        var finding = java.util.Objects.requireNonNull(task.finding);
        return matches.settle(task.matchId, finding.outcome())
                .chain(() -> task.measure == null ? Uni.createFrom().voidItem() : openLead(task, task.measure))
                .chain(() -> verified.announce(new MatchVerified(task.matchId, finding)))
                .chain(() -> closed.announce(
                        new VerificationClosed(task.id, task.matchId, finding, task.cause, task.objectionId)));
    }

    private Uni<Void> openLead(Verification task, Measure measure) {
        var lead = ids.timeOrdered();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LEAD)
                        .setParameter("id", lead)
                        .setParameter("verification", task.id)
                        .setParameter("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .setParameter("match", task.matchId)
                        .executeUpdate())
                .chain(() -> nonCompliant.announce(new MatchFoundNonCompliant(task.matchId, task.id, measure, lead)));
    }

    /**
     * Verifies a hit once more because of an accepted objection, within {@code OBJECTION_VERIFICATION} (A10.9); to be called in a
     * transaction. The hit is open again; {@link VerificationClosed} tells the result with the objection's id. A round that is under
     * way already goes on and answers this objection too.
     *
     * @return the verification
     */
    public Uni<UUID> reopen(UUID match, UUID objection) {
        return repository
                .open(match)
                .chain(open -> open != null
                        ? Uni.createFrom().item(open.id)
                        : matches.settle(match, MatchStatus.OPEN)
                                .chain(() -> open(match, Cause.OBJECTION, objection))
                                .map(task -> task.id));
    }

    /** A task for an open hit that has none, in the present transaction. */
    Uni<Verification> open(UUID match, Cause cause, @Nullable UUID objection) {
        return people.concern(match).chain(found -> {
            var unit = found.concern().approvingPath().getLast();
            return people.along(unit)
                    .map(all -> new Owners(all).choose(found.concern()))
                    .chain(owner -> dues.of(cause)
                            .map(due -> new Verification(
                                    ids.timeOrdered(),
                                    countyCode,
                                    unit,
                                    match,
                                    owner.assignmentId(),
                                    found.lastRound() + 1,
                                    cause,
                                    objection,
                                    due,
                                    clock.instant()))
                            .chain(repository::persistAndFlush)
                            .call(task -> tells.ofTask(owner.accountId(), task.id, task.dueOn)));
        });
    }

    private Uni<Shown> change(Actor actor, UUID id, @Nullable String ifMatch, Function<Verification, Uni<Void>> step) {
        return row(actor, id)
                .chain(() -> Panache.withTransaction(() -> repository
                        .findById(id)
                        .invoke(task -> Versions.require(ifMatch, task.version))
                        .chain(task -> step.apply(task))
                        .chain(repository::flush)))
                .chain(() -> get(actor, id));
    }

    /**
     * In the present session: ends the request of who has to keep out of these hits: the officials concerned, their kin and their
     * subordinates (decisions: verifier and second signer).
     *
     * @throws ProblemException 422 with the reason
     */
    public Uni<Void> mustKeepOutOf(Actor actor, Collection<UUID> hits) {
        return Multi.createFrom()
                .iterable(hits)
                .onItem()
                .transformToUniAndConcatenate(hit -> mustKeepOutOf(actor, hit))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> mustKeepOutOf(Actor actor, Verification task) {
        return mustKeepOutOf(actor, task.matchId);
    }

    /** Nobody decides in their own matter, for their kin or over their superior. */
    private Uni<Void> mustKeepOutOf(Actor actor, UUID match) {
        var assignment = java.util.Objects.requireNonNull(actor.assignmentId());
        return people.one(assignment)
                .chain(who -> people.concern(match).invoke(found -> who.stream()
                        .flatMap(person -> standsAgainst(person, found.concern()).stream())
                        .findFirst()
                        .ifPresent(rule -> {
                            throw new ProblemException(
                                    ProblemType.RULE_NOT_MET,
                                    rule.because(),
                                    List.of(new ProblemException.FieldError("", rule.because())));
                        })))
                .replaceWithVoid();
    }

    /** Everybody answers to the county's own leaders: its inspectors keep out for personal reasons only, as {@link Owners} has it. */
    private static List<Recusal> standsAgainst(Verifier who, Concern hit) {
        var reasons = Recusal.reasons(who, hit);
        return who.role() == qinqing.actor.Role.COUNTY_INSPECTOR
                ? reasons.stream().filter(rule -> rule != Recusal.SUBORDINATE).toList()
                : reasons;
    }

    /** Of the approving unit or of one above it, where the task goes when nobody is left. */
    private static Uni<Void> mustBeInLine(Actor actor, Verification task) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LINE, String.class)
                        .setParameter("unit", task.unitId)
                        .getSingleResult())
                .invoke(line -> {
                    if (!line.contains(actor.unitId().toString())) {
                        throw new ProblemException(ProblemType.NOT_ALLOWED);
                    }
                })
                .replaceWithVoid();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }
}
