package qinqing.staff;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Input;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.unit.Units;

/** The posts of the units. */
@ApplicationScoped
class Posts {
    private static final String LIST = "listPosts";

    private final PostRepository repository;
    private final Units units;
    private final Audit audit;
    private final Announcer<PostDutiesChanged> dutiesChanged;
    private final Clock clock;
    private final Ids ids;
    private final Cursors cursors;
    private final String countyCode;

    Posts(
            PostRepository repository,
            Units units,
            Audit audit,
            @Any Instance<Listener<PostDutiesChanged>> listeners,
            Clock clock,
            Ids ids,
            Cursors cursors,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.units = units;
        this.audit = audit;
        this.dutiesChanged = new Announcer<>(listeners);
        this.clock = clock;
        this.ids = ids;
        this.cursors = cursors;
        this.countyCode = countyCode;
    }

    @WithSession
    Uni<Page<PostView>> list(UUID unit, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1);
        return units.get(unit)
                .chain(() -> repository.list(unit, after.isEmpty() ? null : after.getFirst(), limit + 1))
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.name))
                        .map(PostView::of));
    }

    @WithSession
    Uni<Post> get(UUID unit, UUID id) {
        return repository.find(unit, id).map(found -> {
            if (found == null) {
                throw unknown();
            }
            return found;
        });
    }

    /** Adds a post in the present transaction. */
    Uni<Post> create(Actor actor, UUID unit, PostRequest.Wanted wanted) {
        var id = ids.timeOrdered();
        return requireTheirs(actor, unit)
                .chain(() -> requireFreeName(unit, wanted, id))
                .chain(() -> requireSupervisor(unit, wanted))
                .chain(() -> repository.persistAndFlush(new Post(id, countyCode, unit, wanted, clock.instant())))
                .call(() -> audit.record(actor, "createPost", "post", id));
    }

    @WithTransaction
    Uni<Post> update(Actor actor, UUID unit, UUID id, @Nullable String ifMatch, PostRequest.Wanted wanted) {
        return requireTheirs(actor, unit)
                .chain(() -> get(unit, id))
                .invoke(post -> Versions.require(ifMatch, post.version))
                .call(() -> requireFreeName(unit, wanted, id))
                .call(() -> requireSupervisor(unit, wanted))
                .call(post -> change(post, wanted))
                .call(() -> audit.record(actor, "updatePost", "post", id));
    }

    private Uni<Void> change(Post post, PostRequest.Wanted wanted) {
        boolean others = post.change(wanted);
        return repository
                .flush()
                .chain(() -> others
                        ? dutiesChanged.announce(new PostDutiesChanged(post.id))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> requireTheirs(Actor actor, UUID unit) {
        return units.getActive(unit)
                .invoke(node -> {
                    if (!actor.seesCounty() && !node.isWithin(actor.unitId())) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireFreeName(UUID unit, PostRequest.Wanted wanted, UUID self) {
        return repository
                .hasName(unit, wanted.name(), self)
                .invoke(taken -> {
                    var input = new Input();
                    if (taken) {
                        input.refused("/name", "本单位已有同名岗位", "The unit has a post of this name already");
                    }
                    input.done();
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireSupervisor(UUID unit, PostRequest.Wanted wanted) {
        var supervisor = wanted.supervisorPostId();
        if (supervisor == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .find(unit, supervisor)
                .invoke(found -> {
                    var input = new Input();
                    if (found == null) {
                        input.refused("/supervisorPostId", "本单位没有这个上级岗位", "The unit has no such post");
                    }
                    input.done();
                })
                .replaceWithVoid();
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这个岗位", "There is no such post");
    }
}
