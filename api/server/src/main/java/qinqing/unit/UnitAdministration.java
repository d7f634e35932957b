package qinqing.unit;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Cursors;
import qinqing.http.Input;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Keeps the tree: what an administrator may do to units, and how they are listed. */
@ApplicationScoped
class UnitAdministration {
    private static final String LIST = "listUnits";

    private final UnitRepository repository;
    private final Units units;
    private final Audit audit;
    private final Clock clock;
    private final Ids ids;
    private final Cursors cursors;
    private final String countyCode;

    UnitAdministration(
            UnitRepository repository,
            Units units,
            Audit audit,
            Clock clock,
            Ids ids,
            Cursors cursors,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.units = units;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
        this.cursors = cursors;
        this.countyCode = countyCode;
    }

    @WithSession
    Uni<Page<UnitView>> list(UnitRepository.Filter filter, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 2);
        return repository
                .list(
                        filter,
                        after.isEmpty() ? null : after.getFirst(),
                        after.isEmpty() ? null : UUID.fromString(after.getLast()),
                        limit + 1)
                .chain(found -> {
                    var page = Page.of(found, limit, last -> cursors.write(LIST, last.name, last.id));
                    return views(page.items()).map(views -> new Page<>(views, page.nextCursor()));
                });
    }

    @WithSession
    Uni<Unit> get(UUID id) {
        return repository.findById(id).invoke(found -> {
            if (found == null) {
                throw Units.unknown();
            }
        });
    }

    /** The unit as it goes out, with the names of those it reports to. */
    @WithSession
    Uni<UnitView> view(Unit unit) {
        return views(List.of(unit)).map(List::getFirst);
    }

    /** Adds a unit in the present transaction. */
    Uni<Unit> create(Actor actor, UnitRequest.Wanted wanted) {
        return repository
                .takeTurns()
                .chain(() -> placed(wanted, Optional.empty()))
                .chain(parent -> repository.persistAndFlush(
                        new Unit(ids.timeOrdered(), countyCode, wanted, parent, clock.instant())))
                .call(unit -> audit.record(actor, "createUnit", "unit", unit.id));
    }

    @WithTransaction
    Uni<Unit> update(Actor actor, UUID id, @Nullable String ifMatch, UnitRequest.Wanted wanted) {
        return repository
                .takeTurns()
                .chain(() -> get(id))
                .invoke(unit -> Versions.require(ifMatch, unit.version))
                .invoke(unit -> sameKind(unit, wanted))
                .chain(unit -> placed(wanted, Optional.of(unit.node())).chain(parent -> changed(unit, wanted, parent)))
                .call(unit -> audit.record(actor, "updateUnit", "unit", unit.id, "state=" + unit.status));
    }

    @WithTransaction
    Uni<Unit> setHotlines(Actor actor, UUID id, @Nullable String ifMatch, Hotlines hotlines) {
        return get(id).call(unit -> requireWithin(actor, unit))
                .invoke(unit -> Versions.require(ifMatch, unit.version))
                .invoke(unit -> unit.answerAt(
                        hotlines.inspectionName(),
                        hotlines.inspectionPhone(),
                        hotlines.unitName(),
                        hotlines.unitPhone()))
                .call(() -> repository.flush())
                .call(unit -> audit.record(actor, "putHotlines", "unit", unit.id));
    }

    private Uni<Unit> changed(Unit unit, UnitRequest.Wanted wanted, @Nullable UnitNode parent) {
        boolean moved = parent != null && !parent.id().equals(unit.parentId);
        unit.change(wanted, parent);
        return inState(unit, wanted.closed())
                .chain(() -> repository.flush())
                .call(() -> moved
                        ? repository.moveBelow(unit.id).replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .replaceWith(unit);
    }

    private Uni<Void> inState(Unit unit, boolean closed) {
        if (closed == !unit.isActive()) {
            return Uni.createFrom().voidItem();
        }
        if (!closed) {
            unit.reopen();
            return Uni.createFrom().voidItem();
        }
        return repository
                .isInUse(unit.id)
                .invoke(used -> {
                    if (used || unit.kind == UnitKind.COUNTY) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "单位还有下级单位、在职干部、工作人员或者未办结的核查，不能撤销",
                                "The unit still has units below, officials, staff or open verifications, so it can't be closed");
                    }
                    unit.close();
                })
                .replaceWithVoid();
    }

    /** The parent, once nothing speaks against the place; null for the county. */
    private Uni<@Nullable UnitNode> placed(UnitRequest.Wanted wanted, Optional<UnitNode> itself) {
        var named = Stream.of(wanted.parent(), wanted.locatedIn(), wanted.stationedIn())
                .flatMap(Optional::stream)
                .toList();
        return (named.isEmpty() ? Uni.createFrom().item(Map.<UUID, UnitNode>of()) : units.findAll(named)).map(known -> {
            var input = new Input();
            var parent = wanted.parent().map(known::get).orElse(null);
            UnitPlace.check(
                    input,
                    wanted,
                    parent,
                    wanted.locatedIn().map(known::get).orElse(null),
                    wanted.stationedIn().map(known::get).orElse(null),
                    itself);
            input.done();
            return parent;
        });
    }

    private static void sameKind(Unit unit, UnitRequest.Wanted wanted) {
        if (unit.kind != wanted.kind()) {
            var input = new Input();
            input.refused("/kind", "类别不能更改，请撤销后新建", "The kind can't change; close the unit and make another");
            input.done();
        }
    }

    /** A clerk's own unit and below; an administrator everywhere; 404 for what is not theirs. */
    private static Uni<Void> requireWithin(Actor actor, Unit unit) {
        if (!actor.seesCounty() && !unit.node().isWithin(actor.unitId())) {
            throw Units.unknown();
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<List<UnitView>> views(List<Unit> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return repository
                .parentsAmong(found.stream().map(unit -> unit.id).toList())
                .chain(parents -> names(found).map(names -> found.stream()
                        .map(unit -> UnitView.of(unit, parents.contains(unit.id), names))
                        .toList()));
    }

    private Uni<Map<UUID, String>> names(Collection<Unit> found) {
        var known = new HashMap<UUID, String>();
        found.forEach(unit -> known.put(unit.id, unit.name));
        var others = found.stream()
                .flatMap(unit -> ReportingLine.recipients(unit.node()).stream())
                .filter(id -> !known.containsKey(id))
                .distinct()
                .toList();
        if (others.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return units.names(others).map(names -> {
            known.putAll(names);
            return known;
        });
    }
}
