package qinqing.site;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
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
import qinqing.unit.UnitNode;
import qinqing.unit.Units;

/** The boards of the county. */
@ApplicationScoped
class Sites {
    private static final String LIST = "listSites";

    private final SiteRepository repository;
    private final Units units;
    private final Audit audit;
    private final Clock clock;
    private final Ids ids;
    private final Cursors cursors;
    private final String countyCode;

    Sites(
            SiteRepository repository,
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
    Uni<Page<SiteView>> list(SiteRepository.Filter filter, @Nullable String cursor, int limit) {
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
    Uni<Site> get(UUID id) {
        return repository.findById(id).invoke(found -> {
            if (found == null) {
                throw unknown();
            }
        });
    }

    @WithSession
    Uni<SiteView> view(Site site) {
        return views(List.of(site)).map(List::getFirst);
    }

    /** Adds a board in the present transaction. */
    Uni<Site> create(Actor actor, SiteRequest.Wanted wanted) {
        return units.find(wanted.unitId())
                .invoke(found -> requireTheirs(found.filter(UnitNode::active)
                        .filter(node -> mayKeep(actor, node))
                        .isPresent()))
                .chain(() ->
                        repository.persistAndFlush(new Site(ids.timeOrdered(), countyCode, wanted, clock.instant())))
                .call(site -> audit.record(actor, "createSite", "site", site.id));
    }

    @WithTransaction
    Uni<Site> update(Actor actor, UUID id, @Nullable String ifMatch, SiteRequest.Wanted wanted) {
        return get(id).call(site -> units.get(site.unitId).invoke(node -> {
                    if (!mayKeep(actor, node)) {
                        throw unknown();
                    }
                }))
                .invoke(site -> Versions.require(ifMatch, site.version))
                .invoke(site -> sameUnit(site, wanted))
                .call(site -> site.isActive() && wanted.closed()
                        ? requireEmpty(site)
                        : Uni.createFrom().voidItem())
                .invoke(site -> site.change(wanted))
                .call(() -> repository.flush())
                .call(site -> audit.record(actor, "updateSite", "site", site.id, "state=" + site.status));
    }

    private Uni<Void> requireEmpty(Site site) {
        return repository
                .showsSomething(site.id)
                .invoke(busy -> {
                    if (busy) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "公示点还有公示，不能停用",
                                "Notices still hang there, so it can't be closed");
                    }
                })
                .replaceWithVoid();
    }

    private static boolean mayKeep(Actor actor, UnitNode unit) {
        return actor.seesCounty() || unit.isWithin(actor.unitId());
    }

    private static void sameUnit(Site site, SiteRequest.Wanted wanted) {
        if (!site.unitId.equals(wanted.unitId())) {
            var input = new Input();
            input.refused("/unitId", "公示点不能换单位", "A board stays with its unit");
            input.done();
        }
    }

    private static void requireTheirs(boolean theirs) {
        var input = new Input();
        if (!theirs) {
            input.refused("/unitId", "没有这个单位，或者不属于您的单位", "There is no such unit, or it is not yours");
        }
        input.done();
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这个公示点", "There is no such board");
    }

    private Uni<List<SiteView>> views(List<Site> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return units.names(found.stream().map(site -> site.unitId).distinct().toList())
                .map(names -> found.stream()
                        .map(site -> SiteView.of(site, names.getOrDefault(site.unitId, "")))
                        .toList());
    }
}
