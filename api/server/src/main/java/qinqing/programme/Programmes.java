package qinqing.programme;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.unit.Units;

/** 资金与项目 (A7.1–A7.5). Everybody with a login may see them; clerks of the unit and payment systems enter them. */
@ApplicationScoped
public class Programmes {
    private static final String LIST = "listProgrammes";

    /** A programme with its version. */
    record Seen(ProgrammeView view, int version) {}

    private final ProgrammeRepository repository;
    private final Units units;
    private final Cursors cursors;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    Programmes(
            ProgrammeRepository repository,
            Units units,
            Cursors cursors,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.units = units;
        this.cursors = cursors;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    @WithSession
    Uni<Page<ProgrammeView>> list(ProgrammeRepository.Question question, @Nullable String cursor, int limit) {
        var key = cursors.read(LIST, cursor, 2);
        var day = key.isEmpty() ? null : LocalDate.parse(key.getFirst());
        var id = key.isEmpty() ? null : UUID.fromString(key.getLast());
        return repository
                .find(question, day, id, limit + 1)
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.startsOn, last.id)))
                .chain(page -> names(page.items()).chain(names -> counts(page.items())
                        .map(counts -> page.map(programme -> ProgrammeView.of(
                                programme,
                                names.getOrDefault(programme.unitId, ""),
                                counts.getOrDefault(programme.id, 0L))))));
    }

    private Uni<Map<UUID, String>> names(List<Programme> programmes) {
        return units.names(
                programmes.stream().map(programme -> programme.unitId).collect(Collectors.toSet()));
    }

    private Uni<Map<UUID, Long>> counts(List<Programme> programmes) {
        return repository.beneficiaries(
                programmes.stream().map(programme -> programme.id).toList());
    }

    /** @throws ProblemException 404 */
    @WithSession
    Uni<Seen> get(UUID id) {
        return require(id).chain(this::seen);
    }

    private Uni<Seen> seen(Programme programme) {
        return names(List.of(programme)).chain(names -> counts(List.of(programme))
                .map(counts -> new Seen(
                        ProgrammeView.of(
                                programme,
                                names.getOrDefault(programme.unitId, ""),
                                counts.getOrDefault(programme.id, 0L)),
                        programme.version)));
    }

    /** Within the transaction of {@code Idempotency.once}. */
    Uni<Seen> create(Actor actor, ProgrammeInput input) {
        return check(actor, input).chain(() -> {
            var programme = new Programme(
                    ids.timeOrdered(),
                    countyCode,
                    input,
                    actor.accountId(),
                    LocalDate.now(clock.withZone(Deadline.ZONE)),
                    clock.instant());
            return repository
                    .persistAndFlush(programme)
                    .call(() -> audit.record(actor, "createProgramme", "programme", programme.id))
                    .chain(this::seen);
        });
    }

    @WithTransaction
    Uni<Seen> update(Actor actor, UUID id, @Nullable String ifMatch, ProgrammeInput input) {
        return requireOwn(actor, id)
                .invoke(programme -> Versions.require(ifMatch, programme.version))
                .call(() -> check(actor, input))
                .call(programme -> repository.wasCompared(id).invoke(compared -> {
                    if (compared && !programme.keepsWhatWasCompared(input)) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "名单已经比对，种类、是否普惠和审批单位不能再改",
                                "Its beneficiaries were compared: kind, universality and approving unit are fixed");
                    }
                }))
                .invoke(programme -> programme.change(input))
                .call(() -> Panache.flush())
                .call(() -> audit.record(actor, "updateProgramme", "programme", id))
                .chain(this::seen);
    }

    /** Takes no more lists from now on; what it has goes its way. */
    @WithTransaction
    Uni<Seen> close(Actor actor, UUID id, @Nullable String ifMatch) {
        return requireOwn(actor, id)
                .invoke(programme -> Versions.require(ifMatch, programme.version))
                .invoke(Programme::close)
                .call(() -> Panache.flush())
                .call(() -> audit.record(actor, "closeProgramme", "programme", id))
                .chain(this::seen);
    }

    @WithTransaction
    Uni<Void> delete(Actor actor, UUID id, @Nullable String ifMatch) {
        return requireOwn(actor, id)
                .invoke(programme -> Versions.require(ifMatch, programme.version))
                .call(() -> repository.hasLists(id).invoke(has -> {
                    if (has) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "已有受益人名单，不能删除；可以关闭",
                                "There are lists of beneficiaries: it can't be deleted, but closed");
                    }
                }))
                .call(() -> repository.delete("id", id))
                .chain(() -> audit.record(actor, "deleteProgramme", "programme", id));
    }

    /**
     * For the features of its lists, within their session.
     *
     * @throws ProblemException 404
     */
    public Uni<ProgrammeBrief> brief(UUID id) {
        return require(id).map(ProgrammeBrief::of);
    }

    /** The names of these programmes by id, within the caller's session; unknown ones are left out. */
    public Uni<Map<UUID, String>> titles(Collection<UUID> ids) {
        return repository.list("id in ?1", ids).map(found -> found.stream()
                .collect(Collectors.toMap(programme -> programme.id, programme -> programme.name)));
    }

    private Uni<Programme> require(UUID id) {
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND, "没有这个资金或项目", "There is no such programme"));
    }

    /** A clerk's own are those their unit or one below approves or runs; a system's those it entered. */
    private Uni<Programme> requireOwn(Actor actor, UUID id) {
        return require(id)
                .call(programme -> actor.role() == Role.SYSTEM
                        ? Uni.createFrom().voidItem().invoke(() -> {
                            if (!actor.accountId().equals(programme.createdBy)) {
                                throw notOwn();
                            }
                        })
                        : requireWithin(actor, programme.unitId, programme.runningUnitId));
    }

    /**
     * The first of these units that lies in the actor's subtree.
     *
     * @throws ProblemException 403 when none does
     */
    public Uni<UUID> requireWithin(Actor actor, UUID unit, @Nullable UUID otherUnit) {
        return units.findAll(Stream.of(unit, otherUnit == null ? unit : otherUnit)
                        .distinct()
                        .toList())
                .map(found -> Stream.of(otherUnit == null ? unit : otherUnit, unit)
                        .filter(one -> found.containsKey(one) && found.get(one).isWithin(actor.unitId()))
                        .findFirst()
                        .orElseThrow(Programmes::notOwn));
    }

    private static ProblemException notOwn() {
        return new ProblemException(ProblemType.NOT_ALLOWED, "不属于本单位及下级单位", "It belongs to another unit");
    }

    /** All that is wrong at once: the rules, and units that don't exist or belong to others. */
    private Uni<Void> check(Actor actor, ProgrammeInput input) {
        var asked = Stream.of(input.approvingUnitId(), input.runningUnitId(), input.placeUnitId())
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
        return units.findAll(asked)
                .invoke(found -> {
                    var errors = new ArrayList<>(ProgrammeRule.brokenBy(input));
                    refuseUnknown(errors, "/approvingUnitId", input.approvingUnitId(), found.keySet());
                    refuseUnknown(errors, "/runningUnitId", input.runningUnitId(), found.keySet());
                    refuseUnknown(errors, "/placeUnitId", input.placeUnitId(), found.keySet());
                    if (!errors.isEmpty()) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET, errors.getFirst().detail(), errors);
                    }
                    boolean own = actor.role() == Role.SYSTEM
                            || Stream.of(input.approvingUnitId(), input.runningUnitId())
                                    .filter(java.util.Objects::nonNull)
                                    .map(found::get)
                                    .anyMatch(unit -> unit != null && unit.isWithin(actor.unitId()));
                    if (!own) {
                        throw notOwn();
                    }
                })
                .replaceWithVoid();
    }

    private static void refuseUnknown(
            List<FieldError> errors, String pointer, @Nullable UUID unit, java.util.Set<UUID> known) {
        if (unit != null && !known.contains(unit)) {
            errors.add(new FieldError(pointer, new Text("没有这个单位", "There is no such unit")));
        }
    }
}
