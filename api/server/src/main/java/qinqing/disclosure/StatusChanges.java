package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.annex2.Findings;
import qinqing.audit.Audit;
import qinqing.disclosure.OfficialEvents.OfficialLeft;
import qinqing.disclosure.OfficialEvents.OfficialTransferred;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.tenant.Tenancy;
import qinqing.unit.UnitNode;
import qinqing.unit.Units;

/** Transfer, change of post, retirement, death and return of officials; nothing open is left without an owner. */
@ApplicationScoped
class StatusChanges {
    static final String LIST = "listStatusChanges";

    private final Officials officials;
    private final OfficialRepository repository;
    private final DeclarationRepository declarations;
    private final Signers signers;
    private final Units units;
    private final Cursors cursors;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final Announcer<OfficialLeft> left;
    private final Announcer<OfficialTransferred> transferred;

    StatusChanges(
            Officials officials,
            OfficialRepository repository,
            DeclarationRepository declarations,
            Signers signers,
            Units units,
            Cursors cursors,
            Audit audit,
            Ids ids,
            Clock clock,
            @Any Instance<Listener<OfficialLeft>> left,
            @Any Instance<Listener<OfficialTransferred>> transferred) {
        this.officials = officials;
        this.repository = repository;
        this.declarations = declarations;
        this.signers = signers;
        this.units = units;
        this.cursors = cursors;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.left = new Announcer<>(left);
        this.transferred = new Announcer<>(transferred);
    }

    /** As it arrives. */
    record Input(
            @Nullable StatusChangeKind kind,
            @Nullable LocalDate effectiveOn,
            @Nullable UUID toUnitId,
            @Nullable UUID postId,
            @Nullable String postTitle,
            @Nullable Rank rank,
            @Nullable UUID leaderInChargeId,
            @Nullable String note) {}

    /** What the official is from now on; what is null stays, but for the leader, who comes with the post. */
    record NewPost(
            @Nullable UUID postId,
            @Nullable String post,
            @Nullable Rank rank,
            @Nullable UUID leaderId) {}

    /** The checked input. */
    private record Order(
            StatusChangeKind kind,
            LocalDate on,
            Optional<UnitNode> target,
            NewPost post,
            @Nullable String note) {}

    record Moved(int declarations) {}

    record View(
            UUID id,
            UUID officialId,
            StatusChangeKind kind,
            LocalDate effectiveOn,
            @Nullable UUID fromUnitId,
            @Nullable UUID toUnitId,
            @Nullable String postTitle,
            @Nullable Rank rank,
            @Nullable String note,
            java.time.Instant recordedAt,
            Moved moved) {
        static View of(StatusChange change) {
            return new View(
                    change.id,
                    change.officialId,
                    change.kind,
                    change.effectiveOn,
                    change.fromUnitId,
                    change.toUnitId,
                    change.post,
                    change.rank,
                    change.note,
                    change.recordedAt,
                    new Moved(change.declarations));
        }
    }

    @WithSession
    Uni<Page<View>> list(Actor actor, UUID official, @Nullable String cursor, int limit) {
        var before = cursors.read(LIST, cursor, 1).stream().findFirst().orElse("");
        return officials.visible(actor, official).chain(() -> Panache.getSession()
                .chain(session -> session.createSelectionQuery(
                                "from StatusChange where officialId = :official and (:before = '' or str(id) < :before)"
                                        + " order by id desc",
                                StatusChange.class)
                        .setParameter("official", official)
                        .setParameter("before", before)
                        .setMaxResults(limit + 1)
                        .getResultList())
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id))
                        .map(View::of)));
    }

    /** To be called in a transaction. */
    Uni<View> record(Actor actor, UUID id, Input input) {
        return officials.visibleLocked(actor, id).chain(official -> order(official, input)
                .chain(order -> carryOut(actor, official, order)));
    }

    private Uni<Order> order(Official official, Input input) {
        var findings = new Findings();
        var kind = input.kind();
        var on = input.effectiveOn();
        if (kind == null) {
            findings.add("/kind", "未填写变动类型", "the kind is missing");
        }
        if (on == null) {
            findings.add("/effectiveOn", "未填写生效日期", "the day is missing");
        } else if (on.isAfter(officials.today())) {
            findings.add(
                    "/effectiveOn", "不能是将来的日期，请在生效后登记", "must not be in the future; record it once it is effective");
        }
        var post = findings.text("/postTitle", input.postTitle(), 100);
        var note = findings.text("/note", input.note(), 1000);
        var target = input.toUnitId();
        var found = target == null ? Uni.createFrom().item(Optional.<UnitNode>empty()) : units.find(target);
        return found.invoke(unit -> {
                    if (target != null && unit.filter(UnitNode::active).isEmpty()) {
                        findings.add("/toUnitId", "没有这个单位，或者单位已撤销", "there is no such unit, or it is closed");
                    }
                })
                .call(() -> officials.checkLeader(input.leaderInChargeId(), official.id, findings))
                .map(unit -> {
                    findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
                    if (kind == null || on == null) {
                        throw new IllegalStateException("a missing value was not found");
                    }
                    mustSuit(official, kind);
                    return new Order(
                            kind,
                            on,
                            unit,
                            new NewPost(input.postId(), post, input.rank(), input.leaderInChargeId()),
                            note);
                });
    }

    /** Nobody leaves twice, and only who left comes back; the dead do not. */
    private static void mustSuit(Official official, StatusChangeKind kind) {
        boolean suits =
                switch (kind) {
                    case TRANSFER, POST_CHANGE, RETIREMENT -> official.isActive();
                    case DEATH -> official.status != OfficialStatus.DECEASED;
                    case RETURN ->
                        official.status == OfficialStatus.RETIRED || official.status == OfficialStatus.TRANSFERRED_OUT;
                };
        if (!suits) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT, "与该人员当前状态不符", "It does not suit the official's present state");
        }
    }

    private Uni<View> carryOut(Actor actor, Official official, Order order) {
        return Tenancy.asHouseInSession(() -> {
            var from = official.unitId;
            var effect =
                    switch (order.kind()) {
                        case TRANSFER ->
                            order.target().isPresent()
                                    ? move(official, order.target().get(), order)
                                    : leave(official, OfficialStatus.TRANSFERRED_OUT, order);
                        case POST_CHANGE, RETURN ->
                            units.get(official.unitId)
                                    .chain(own -> move(official, order.target().orElse(own), order));
                        case RETIREMENT -> leave(official, OfficialStatus.RETIRED, order);
                        case DEATH -> leave(official, OfficialStatus.DECEASED, order);
                    };
            return effect.chain(count -> repository
                    .flush()
                    .chain(() -> signers.reassign(official.id))
                    .chain(reassigned -> {
                        var change = new StatusChange(
                                ids.timeOrdered(),
                                official,
                                from,
                                order.kind(),
                                order.on(),
                                order.note(),
                                actor.accountId(),
                                clock.instant());
                        change.moved(count + reassigned);
                        return declarations.addAll(List.of(change)).replaceWith(change);
                    })
                    .call(change -> announce(official, from))
                    .call(change ->
                            audit.record(actor, "createStatusChange", "official", official.id, "kind=" + order.kind()))
                    .map(View::of));
        });
    }

    /** A new post starts the thirty days of A3.5, and brings another signer (A5) and other recipients (A4). */
    private Uni<Integer> move(Official official, UnitNode unit, Order order) {
        official.moveTo(unit.id(), order.post(), order.on());
        return officials
                .duty(AmendmentCause.POST_CHANGE, order.on())
                .invoke(official::mustReport)
                .chain(() -> units.recipientsOf(unit.id()))
                .chain(recipients -> declarations.handOver(official.id, recipients));
    }

    private Uni<Integer> leave(Official official, OfficialStatus how, Order order) {
        official.leave(how, order.on());
        return declarations
                .lockOpen(official.id)
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .invoke(declaration -> {
                            if (declaration.isUnderWay()) {
                                declaration.close("报告人已离任，报告关闭");
                            }
                            declaration.expire();
                        })
                        .collect()
                        .asList())
                .call(() -> declarations.compareOnly(official.id, null))
                .map(List::size);
    }

    private Uni<Void> announce(Official official, UUID from) {
        if (!official.isActive()) {
            return left.announce(new OfficialLeft(official.id, from, official.status));
        }
        return official.unitId.equals(from)
                ? Uni.createFrom().voidItem()
                : transferred.announce(new OfficialTransferred(official.id, from, official.unitId));
    }
}
