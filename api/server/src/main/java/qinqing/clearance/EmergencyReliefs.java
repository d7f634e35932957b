package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.clearance.Dossiers.Programme;
import qinqing.deadline.Deadline;
import qinqing.deadline.TermKey;
import qinqing.deadline.WorkingCalendars;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.kernel.Ids;
import qinqing.kernel.PrivacyGate;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.setting.Settings;
import qinqing.tenant.Tenancy;

/**
 * Urgent payments under a named authority (decisions: emergency relief): let through, flagged, compared and verified afterwards
 * within the term of a hit (A9.4), and listed publicly by number.
 */
@ApplicationScoped
class EmergencyReliefs {
    static final String LIST = "listEmergencyReliefs";
    static final String PUBLIC_LIST = "listPublicEmergencyReliefs";

    private static final String NUMBER = """
            select cast(pg_advisory_xact_lock(hashtextextended('emergency relief ' || :prefix, 0)) as text)
            """;
    /** Read after the lock, so that two of one moment don't get one number. */
    private static final String LAST = """
            select coalesce(max(cast(substr(r.number, length(:prefix) + 1) as integer)), 0)
            from emergency_relief r where starts_with(r.number, :prefix)
            """;

    private static final String INSERT = """
            insert into emergency_relief (id, county_code, unit_id, number, programme_id, clearance_id, authority, reason, decided_on,
                                          settle_due_on, settle_because, created_by, created_at)
            values (:id, :county, :unit, :number, :programme, :clearance, :authority, :reason, :decided, :due, :because, :by, :at)
            """;

    private static final String COLUMNS = """
            select cast(json_build_object(
                       'id', r.id, 'number', r.number, 'programmeId', r.programme_id, 'programmeName', p.name,
                       'authority', r.authority, 'reason', r.reason, 'decidedOn', r.decided_on, 'settleDueOn', r.settle_due_on,
                       'settleBecause', r.settle_because, 'settledAt', r.settled_at, 'clearanceId', r.clearance_id,
                       'createdAt', r.created_at) as text)
            from emergency_relief r
            join programme p on p.id = r.programme_id
            join unit u on u.id = r.unit_id
            """;
    private static final String ONE = COLUMNS + "where r.id = :id and u.ancestors @> array[cast(:unit as uuid)]";
    private static final String MANY = COLUMNS + """
            where u.ancestors @> array[cast(:unit as uuid)]
              and (cast(:below as uuid) is null or u.ancestors @> array[cast(:below as uuid)])
              and (cast(:programme as uuid) is null or r.programme_id = cast(:programme as uuid))
              and (cast(:after as uuid) is null or r.id < cast(:after as uuid))
            order by r.id desc
            limit :limit
            """;

    private static final String PUBLIC = """
            select cast(json_build_object(
                       'id', r.id, 'number', r.number, 'unitName', u.name, 'programmeName', p.name, 'authority', r.authority,
                       'decidedOn', r.decided_on, 'settled', r.settled_at is not null) as text)
            from emergency_relief r
            join programme p on p.id = r.programme_id
            join unit u on u.id = r.unit_id
            where (cast(:place as text) is null or starts_with(u.division_code, :place) or strpos(u.name, :place) > 0)
              and (cast(:from as date) is null or r.decided_on >= cast(:from as date))
              and (cast(:to as date) is null or r.decided_on <= cast(:to as date))
              and (cast(:day as date) is null or (r.decided_on, r.id) < (cast(:day as date), cast(:after as uuid)))
            order by r.decided_on desc, r.id desc
            limit :limit
            """;

    /** What was sent, its shape already right. */
    record Order(UUID programme, Question question, String authority, String reason, LocalDate decidedOn) {}

    private record Listed(
            UUID id,
            String number,
            String unitName,
            String programmeName,
            String authority,
            LocalDate decidedOn,
            boolean settled) {
        EmergencyRelief.PublicView view() {
            return new EmergencyRelief.PublicView(number, unitName, programmeName, authority, decidedOn, settled);
        }
    }

    private final Dossiers dossiers;
    private final KeepsClearances kept;
    private final Settings settings;
    private final WorkingCalendars calendars;
    private final Cursors cursors;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    EmergencyReliefs(
            Dossiers dossiers,
            KeepsClearances kept,
            Settings settings,
            WorkingCalendars calendars,
            Cursors cursors,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.dossiers = dossiers;
        this.kept = kept;
        this.settings = settings;
        this.calendars = calendars;
        this.cursors = cursors;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /**
     * Within the caller's transaction.
     *
     * @throws ProblemException 422 for a programme of another unit, a future day, a name or number in what the public reads, and for
     *     whom a finding speaks against already (A9.3)
     */
    Uni<EmergencyRelief> order(Actor actor, Order order) {
        return dossiers.hold(order.programme(), actor.unitId())
                .map(found -> found.filter(programme -> programme.unitId().equals(actor.unitId())))
                .invoke(found -> check(order, found))
                .map(Optional::orElseThrow)
                .call(programme -> refuseNonCompliant(order, programme))
                .chain(() -> deadline(order.decidedOn()))
                .chain(due -> number().chain(number -> keep(actor, order, due, number)));
    }

    /** @throws ProblemException 404 outside the actor's unit and those below it */
    Uni<EmergencyRelief> get(Actor actor, UUID id) {
        return Panache.withSession(() -> find(actor, id));
    }

    Uni<Page<EmergencyRelief>> list(
            Actor actor, @Nullable UUID below, @Nullable UUID programme, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1);
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery(MANY, String.class)
                                .setParameter("unit", actor.unitId())
                                .setParameter("below", below)
                                .setParameter("programme", programme)
                                .setParameter("after", after.isEmpty() ? null : UUID.fromString(after.getFirst()))
                                .setParameter("limit", limit + 1)
                                .getResultList()))
                .map(lines -> Page.of(
                        lines.stream()
                                .map(line -> dossiers.read(line, EmergencyRelief.class))
                                .toList(),
                        limit,
                        last -> cursors.write(LIST, last.id())));
    }

    Uni<Page<EmergencyRelief.PublicView>> publicList(
            @Nullable String place,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String cursor,
            int limit) {
        return Tenancy.asHouse(() -> {
            var after = cursors.read(PUBLIC_LIST, cursor, 2);
            return Panache.withSession(
                            () -> Panache.getSession().chain(session -> session.createNativeQuery(PUBLIC, String.class)
                                    .setParameter("place", place)
                                    .setParameter("from", from)
                                    .setParameter("to", to)
                                    .setParameter("day", after.isEmpty() ? null : LocalDate.parse(after.getFirst()))
                                    .setParameter("after", after.isEmpty() ? null : UUID.fromString(after.getLast()))
                                    .setParameter("limit", limit + 1)
                                    .getResultList()))
                    .map(lines -> Page.of(
                                    lines.stream()
                                            .map(line -> dossiers.read(line, Listed.class))
                                            .toList(),
                                    limit,
                                    last -> cursors.write(PUBLIC_LIST, last.decidedOn(), last.id()))
                            .map(Listed::view));
        });
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Deadline.ZONE));
    }

    private void check(Order order, Optional<Programme> own) {
        var errors = new ArrayList<FieldError>();
        if (own.isEmpty()) {
            errors.add(error("/programmeId", "不是本单位的资金或项目", "is not a programme of this unit"));
        }
        if (own.filter(Programme::universal).isPresent()) {
            errors.add(error("/programmeId", "普惠制资金无须应急救助，直接申请把关即可", "is universal, so clearance is granted anyway"));
        }
        if (order.decidedOn().isAfter(today())) {
            errors.add(error("/decidedOn", "不能是将来的日期", "must not be in the future"));
        }
        if (!PrivacyGate.findIn(order.authority()).isEmpty()) {
            errors.add(error("/authority", "对外公开，不得含证件号码、电话或详细住址", "is public: no number, phone or full address"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                    errors);
        }
    }

    private Uni<Void> refuseNonCompliant(Order order, Programme programme) {
        return dossiers.of(order.programme(), programme.kind(), List.of(order.question()))
                .invoke(found -> {
                    if (ClearanceRule.NOTHING_IS_NON_COMPLIANT
                            .apply(found.getFirst())
                            .findAny()
                            .isPresent()) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET,
                                "核查结论为不合规的，应当取消、停止或者追回，不得以应急救助发放（A9.3）",
                                "What was found not compliant is cancelled, stopped or recovered; it can't pass as relief (A9.3)");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Deadline> deadline(LocalDate decidedOn) {
        return settings.current().chain(county -> calendars
                .current()
                .map(calendar -> Deadline.of(county.terms().of(TermKey.HIT_VERIFICATION), decidedOn, calendar)));
    }

    private Uni<String> number() {
        var prefix = "YJ-%s-%d-".formatted(countyCode, today().getYear());
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NUMBER, String.class)
                        .setParameter("prefix", prefix)
                        .getSingleResult()
                        .chain(() -> session.createNativeQuery(LAST, Integer.class)
                                .setParameter("prefix", prefix)
                                .getSingleResult()))
                .map(last -> prefix + (last + 1));
    }

    private Uni<EmergencyRelief> keep(Actor actor, Order order, Deadline due, String number) {
        var id = ids.timeOrdered();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var clearance = clearance(actor, order, id, now, due);
        return kept.keep(List.of(KeepsClearances.Entry.of(clearance, order.question(), List.of())))
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("id", id)
                        .setParameter("county", countyCode)
                        .setParameter("unit", actor.unitId())
                        .setParameter("number", number)
                        .setParameter("programme", order.programme())
                        .setParameter("clearance", clearance.id())
                        .setParameter("authority", order.authority())
                        .setParameter("reason", order.reason())
                        .setParameter("decided", order.decidedOn())
                        .setParameter("due", due.due())
                        .setParameter("because", due.because())
                        .setParameter("by", actor.accountId())
                        .setParameter("at", now.atOffset(java.time.ZoneOffset.UTC))
                        .executeUpdate())
                .chain(() -> audit.record(actor, "createEmergencyRelief", "emergency_relief", id, "number=" + number))
                .chain(() -> find(actor, id));
    }

    private Clearance clearance(Actor actor, Order order, UUID relief, Instant now, Deadline due) {
        var row = order.question() instanceof Question.OfRow asked ? asked : null;
        return new Clearance(
                ids.timeOrdered(),
                actor.unitId(),
                actor.accountId(),
                null,
                order.programme(),
                row == null ? null : row.batch(),
                row == null ? null : row.row(),
                Grounds.EMERGENCY_RELIEF,
                List.of(),
                false,
                relief,
                now,
                // ordered long after it was decided it would be over at once: it may be paid on the day it is entered
                due.endsAt().isAfter(now) ? due.endsAt() : now.plus(1, ChronoUnit.DAYS),
                null,
                null,
                null);
    }

    private Uni<EmergencyRelief> find(Actor actor, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ONE, String.class)
                        .setParameter("id", id)
                        .setParameter("unit", actor.unitId())
                        .getSingleResultOrNull())
                .map(line -> {
                    if (line == null) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                    return dossiers.read(line, EmergencyRelief.class);
                });
    }

    private static FieldError error(String pointer, String zh, String en) {
        return new FieldError(pointer, new Text(zh, en));
    }
}
