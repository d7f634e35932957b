package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.http.Words;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.programme.BenefitKind;
import qinqing.publicity.NoticeEvents.NoticeDisplayLost;
import qinqing.publicity.NoticeEvents.NoticePublished;
import qinqing.publicity.NoticeEvents.NoticeSuspended;
import qinqing.tenant.Tenancy;
import qinqing.unit.UnitNode;
import qinqing.unit.Units;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** Makes notices of verified matters and leads them through their life. */
@ApplicationScoped
public class Notices {
    static final String LIST = "listNotices";
    private static final String SUBJECT = "notice";
    private static final int TITLE = 200;

    private static final String FIND = """
            select n.id from notice n join unit u on u.id = n.unit_id
            where (:everything or u.ancestors @> array[cast(:mine as uuid)])
                and (cast(:unit as uuid) is null or u.ancestors @> array[cast(:unit as uuid)])
                and (cast(:state as text) is null or n.status = cast(:state as text))
                and (cast(:words as text) is null or n.number like cast(:words as text) or n.title ilike cast(:words as text)
                    or exists (select from notice_row r where r.notice_id = n.id
                        and r.beneficiary_name || ' ' || r.official_name || ' ' || r.programme_name || ' ' || r.place || ' ' || r.official_post
                            ilike cast(:words as text)))
                and (cast(:after as uuid) is null or n.id < cast(:after as uuid))
            order by n.id desc limit :limit
            """;

    private static final String NEXT_NUMBER = """
            insert into notice_number (county_code, year, last) values (:county, :year, 1)
            on conflict (county_code, year) do update set last = notice_number.last + 1
            returning last
            """;

    private static final String GIVING_WAY = """
            select n.id, n.number from notice n
            where n.prepared and exists (select from notice_row r where r.notice_id = n.id and r.match_id in (:hits))
            order by n.created_at, n.id for update
            """;

    private static final List<String> DISCARD = List.of(
            "delete from notice_row where notice_id = any(:drafts)",
            "delete from notice_site where notice_id = any(:drafts)",
            "delete from notice where id = any(:drafts)");

    private final NoticeRepository repository;
    private final NoticeFolders folders;
    private final Matters matters;
    private final Boards boards;
    private final Units units;
    private final PublicityTerms terms;
    private final PublicityChanges changes;
    private final Tells tells;
    private final Vault vault;
    private final Audit audit;
    private final Cursors cursors;
    private final Ids ids;
    private final Clock clock;
    private final Announcer<NoticePublished> published;
    private final Announcer<NoticeSuspended> suspended;
    private final Announcer<NoticeDisplayLost> lost;

    Notices(
            NoticeRepository repository,
            NoticeFolders folders,
            Matters matters,
            Boards boards,
            Units units,
            PublicityTerms terms,
            PublicityChanges changes,
            Tells tells,
            Vault vault,
            Audit audit,
            Cursors cursors,
            Ids ids,
            Clock clock,
            @Any Instance<Listener<NoticePublished>> published,
            @Any Instance<Listener<NoticeSuspended>> suspended,
            @Any Instance<Listener<NoticeDisplayLost>> lost) {
        this.repository = repository;
        this.folders = folders;
        this.matters = matters;
        this.boards = boards;
        this.units = units;
        this.terms = terms;
        this.changes = changes;
        this.tells = tells;
        this.vault = vault;
        this.audit = audit;
        this.cursors = cursors;
        this.ids = ids;
        this.clock = clock;
        this.published = new Announcer<>(published);
        this.suspended = new Announcer<>(suspended);
        this.lost = new Announcer<>(lost);
    }

    /** What a list is asked for. */
    record Wanted(
            @Nullable String words,
            @Nullable UUID unit,
            @Nullable NoticeStatus state) {}

    /** A draft with the boards it has to hang on; call it in a transaction. */
    Uni<NoticeFolder> create(Actor actor, NoticeRequest request) {
        return mayRead(actor, request.unitId())
                .invoke(mine -> {
                    if (!mine) {
                        throw new ProblemException(ProblemType.NOT_ALLOWED, "只能为本单位及所属单位拟制公示", "The unit is not yours");
                    }
                })
                .chain(() -> drawUp(actor, request));
    }

    private Uni<NoticeFolder> drawUp(Actor actor, NoticeRequest request) {
        return verified(request).chain(found -> wanted(request, found).chain(places -> units.get(request.unitId())
                .chain(unit -> draft(actor, request, unit, found, places))));
    }

    /** A draft of the house for a matter just found compliant, in the present transaction. */
    Uni<Prepared> prepare(UUID verification) {
        return matters.read(List.of(verification)).chain(found -> {
            var matter = found.get(verification);
            if (matter == null || !matter.compliant() || matter.taken() != null) {
                return Uni.createFrom().item(new Prepared.NotNeeded());
            }
            var rows = List.of(new NoticeRequest.Row(verification, null));
            var request = new NoticeRequest(NoticeForm.SINGLE, matter.unitId(), rows, null, null, null);
            return drawUp(Actor.INSTALLATION, request)
                    .invoke(folder -> folder.notice().prepared = true)
                    .<Prepared>map(
                            folder -> new Prepared.Drafted(folder.notice().id, matter.unitId(), folder.notice().number))
                    // Thrown before anything was written: what is missing is looked up first.
                    .onFailure(ProblemException.class)
                    .recoverWithItem(problem -> new Prepared.Missing(
                            verification,
                            matter.unitId(),
                            ((ProblemException) problem)
                                    .detail()
                                    .orElse(((ProblemException) problem).type().title())));
        });
    }

    /** The drafts of the house for these matters give way; the first one's number is used again, so that few are left out. */
    private Uni<Optional<String>> takeOver(List<Matter> found) {
        var hits = found.stream().map(Matter::matchId).toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(GIVING_WAY, Object[].class)
                        .setParameter("hits", hits)
                        .getResultList()
                        .call(drafts -> Multi.createFrom()
                                .iterable(DISCARD)
                                .onItem()
                                .transformToUniAndConcatenate(statement -> session.createNativeQuery(statement)
                                        .setParameter(
                                                "drafts",
                                                drafts.stream()
                                                        .map(draft -> (UUID) draft[0])
                                                        .toArray(UUID[]::new))
                                        .executeUpdate())
                                .collect()
                                .last()))
                .map(drafts -> drafts.stream().map(draft -> (String) draft[1]).findFirst());
    }

    /** Other texts, in a draft also other matters; on display the period starts again (A10.2). */
    @WithTransaction
    Uni<NoticeFolder> update(Actor actor, UUID id, @Nullable String ifMatch, NoticeRequest request) {
        return change(actor, id, ifMatch).chain(folder -> {
            var notice = folder.notice();
            if (!request.unitId().equals(notice.unitId) || request.form() != notice.form) {
                throw new ProblemException(
                        ProblemType.STATE_CONFLICT, "公示单位和公示形式不能改，请另行拟制", "Unit and form of a notice can't change");
            }
            return notice.status == NoticeStatus.DRAFT
                    ? redraft(actor, folder, request)
                    : newEdition(actor, folder, request);
        });
    }

    /** Goes up, if nothing stands against it (A10.7, A22.1, A22.4). */
    @WithTransaction
    Uni<NoticeFolder> publish(Actor actor, UUID id, @Nullable String ifMatch) {
        return change(actor, id, ifMatch).chain(folder -> {
            var notice = folder.notice();
            if (!notice.status.mayBecome(NoticeStatus.DISPLAYED) || notice.status == NoticeStatus.SUSPENDED) {
                throw notice.notAllowed();
            }
            return stillCompliant(folder)
                    .chain(() -> findings(folder))
                    .invoke(PrivacyCheck::refuse)
                    .invoke(() -> boardsInUse(folder))
                    .chain(() -> terms.displayDays())
                    .chain(days -> hotlines(notice.unitId)
                            .invoke(hotlines ->
                                    notice.publish(days, hotlines, ContentDigest.of(folder.rows()), clock.instant())))
                    .chain(() -> audit.record(actor, "publishNotice", SUBJECT, id, "edition=" + notice.edition))
                    .chain(() -> published.announce(new NoticePublished(id, folder.matchIds())))
                    .chain(() -> tells.published(
                            notice,
                            folder.places().stream()
                                    .map(place -> place.board().unitId())
                                    .toList()))
                    .chain(() -> afterwards(folder));
        });
    }

    @WithTransaction
    Uni<NoticeFolder> withdraw(Actor actor, UUID id, @Nullable String ifMatch, String reason) {
        return change(actor, id, ifMatch).chain(folder -> takeDown(folder, reason)
                .chain(() -> audit.record(actor, "withdrawNotice", SUBJECT, id))
                .chain(() -> afterwards(folder)));
    }

    @WithTransaction
    Uni<NoticeFolder> retract(Actor actor, UUID id, @Nullable String ifMatch, String reason, String correction) {
        return change(actor, id, ifMatch).chain(folder -> idsOf(folder).chain(idNumbers -> {
            var check = new PrivacyCheck();
            check.text(
                            "/correction",
                            correction,
                            idNumbers.stream().flatMap(List::stream).toList())
                    .done();
            folder.notice().retract(reason, correction, clock.instant());
            return endDisplays(folder)
                    .chain(() -> lost.announce(new NoticeDisplayLost(id, folder.matchIds())))
                    .chain(() -> audit.record(actor, "retractNotice", SUBJECT, id))
                    .chain(() -> afterwards(folder));
        }));
    }

    @WithSession
    Uni<NoticeFolder> get(Actor actor, UUID id) {
        return find(actor, id, LockModeType.NONE).chain(folders::of);
    }

    /** What would stop its publication; asked for drafts only. */
    @WithSession
    Uni<List<FieldError>> findings(NoticeFolder folder) {
        if (folder.notice().status != NoticeStatus.DRAFT && folder.notice().status != NoticeStatus.WITHDRAWN) {
            return Uni.createFrom().item(List.of());
        }
        return idsOf(folder)
                .map(idNumbers ->
                        PrivacyCheck.of(folder.notice().title, folder.notice().remark, folder.rows(), idNumbers));
    }

    @WithSession
    Uni<Page<NoticeFolder>> list(Actor actor, Wanted wanted, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, UUID.class)
                        .setParameter("everything", actor.seesCounty())
                        .setParameter("mine", actor.unitId())
                        .setParameter("unit", wanted.unit())
                        .setParameter(
                                "state",
                                wanted.state() == null ? null : wanted.state().name())
                        .setParameter("words", Words.contained(wanted.words()))
                        .setParameter("after", after.isEmpty() ? null : UUID.fromString(after.getFirst()))
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(found -> Page.of(found, limit, id -> cursors.write(LIST, id)))
                .chain(page -> inOrder(page.items()).map(read -> new Page<>(read, page.nextCursor())));
    }

    /** Notices with all that hangs on them, in the order of the ids. */
    Uni<List<NoticeFolder>> inOrder(List<UUID> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return repository.list("id in (?1)", wanted).chain(found -> {
            var byId = found.stream().collect(Collectors.toMap(notice -> notice.id, notice -> notice));
            return folders.of(
                    wanted.stream().map(byId::get).filter(Objects::nonNull).toList());
        });
    }

    /** The published notice of this number; 404 when there is none. */
    Uni<Notice> published(String number) {
        return repository
                .find("number = ?1 and publishedAt is not null", number)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND, "没有这个公示", "There is no such notice"));
    }

    /** @throws ProblemException 404 when no notice of this number was ever published */
    public Uni<PostedNotice> posted(String number) {
        return published(number).chain(notice -> posted(notice.id));
    }

    /** For those whose right was checked elsewhere. */
    public Uni<PostedNotice> posted(UUID id) {
        return inOrder(List.of(id)).map(found -> PostedNotice.of(found.getFirst()));
    }

    /** @throws ProblemException 404, also for a notice of others */
    @WithSession
    public Uni<PostedNotice> postedFor(Actor actor, UUID id) {
        return get(actor, id).map(PostedNotice::of);
    }

    /** Locked until the transaction ends, for those whose right was checked elsewhere. */
    public Uni<PostedNotice> lockPosted(UUID id) {
        return locked(id).map(PostedNotice::of);
    }

    Uni<NoticeFolder> locked(UUID id) {
        return Tenancy.asHouseInSession(() -> repository
                .findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .chain(folders::of));
    }

    /** A screened objection holds it in doubt (A10.9). */
    public Uni<Void> suspend(UUID notice, UUID objection) {
        return locked(notice).chain(folder -> suspend(folder, objection));
    }

    private Uni<Void> suspend(NoticeFolder folder, UUID objection) {
        var notice = folder.notice();
        if (!notice.status.mayBecome(NoticeStatus.SUSPENDED)) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        notice.suspend("收到异议，正在核查", now);
        return Panache.getSession()
                .chain(session -> session.persist(new NoticeSuspension(ids.timeOrdered(), notice.id, now)))
                .chain(() -> suspended.announce(new NoticeSuspended(notice.id, objection, folder.matchIds())))
                .chain(() -> changes.count());
    }

    /** Verified compliant again, the display goes on. */
    public Uni<Void> resume(UUID notice) {
        return locked(notice).chain(folder -> resume(folder));
    }

    private Uni<Void> resume(NoticeFolder folder) {
        var notice = folder.notice();
        if (notice.status != NoticeStatus.SUSPENDED) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        folder.suspensions().stream()
                .filter(suspension -> suspension.toAt == null)
                .forEach(suspension -> suspension.toAt = now);
        notice.resume(now);
        notice.endsOn = folder.clock(now).expectedEnd();
        return changes.count();
    }

    /** A matter on it is no longer compliant: it may not hang, whoever asks (A10.9). */
    public Uni<Void> withdrawAfterFinding(UUID notice, String reason) {
        return locked(notice).chain(folder -> withdrawAfterFinding(folder, reason));
    }

    private Uni<Void> withdrawAfterFinding(NoticeFolder folder, String reason) {
        if (!folder.notice().status.mayBecome(NoticeStatus.WITHDRAWN)) {
            return Uni.createFrom().voidItem();
        }
        return takeDown(folder, reason).chain(() -> changes.count());
    }

    /** Whether the unit lies where this actor looks: in their subtree, anywhere in the county for those who see it all. */
    public Uni<Boolean> mayRead(Actor actor, UUID unit) {
        return actor.seesCounty() ? Uni.createFrom().item(true) : units.isWithin(unit, actor.unitId());
    }

    private Uni<Void> mustSee(Actor actor, UUID unit) {
        return mayRead(actor, unit)
                .invoke(may -> {
                    if (!may) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                })
                .replaceWithVoid();
    }

    /** Staff of the notice's unit and above, and those who look after one of its boards. */
    private Uni<Notice> find(Actor actor, UUID id, LockModeType lock) {
        return repository
                .findById(id, lock)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .chain(notice -> mayRead(actor, notice.unitId)
                        .chain(may -> may ? Uni.createFrom().item(true) : looksAfterABoard(actor, id))
                        .invoke(may -> {
                            if (!may) {
                                throw new ProblemException(ProblemType.NOT_FOUND);
                            }
                        })
                        .replaceWith(notice));
    }

    private static Uni<Boolean> looksAfterABoard(Actor actor, UUID notice) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        select exists (select from notice_site s join unit u on u.id = s.unit_id
                            where s.notice_id = :notice and u.ancestors @> array[cast(:mine as uuid)])
                        """, Boolean.class)
                .setParameter("notice", notice)
                .setParameter("mine", actor.unitId())
                .getSingleResult());
    }

    private Uni<NoticeFolder> change(Actor actor, UUID id, @Nullable String ifMatch) {
        return repository
                .findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .chain(notice -> mustSee(actor, notice.unitId)
                        .invoke(() -> Versions.require(ifMatch, notice.version))
                        .chain(() -> folders.of(notice)));
    }

    /** What was changed is written, and the notice has its new version. */
    private Uni<NoticeFolder> afterwards(NoticeFolder folder) {
        return changes.count().replaceWith(folder);
    }

    // drafting
    // ---------------------------------------------------------------------------------------------------------

    private Uni<List<Matter>> verified(NoticeRequest request) {
        return verified(request, null);
    }

    private Uni<List<Matter>> verified(NoticeRequest request, @Nullable UUID own) {
        return matters.read(request.verificationIds()).chain(found -> units.findAll(
                        found.values().stream().map(Matter::unitId).distinct().toList())
                .map(verifiers -> checked(request, found, verifiers, own)));
    }

    private static List<Matter> checked(
            NoticeRequest request, Map<UUID, Matter> found, Map<UUID, UnitNode> verifiers, @Nullable UUID own) {
        var errors = new ArrayList<FieldError>();
        var all = new ArrayList<Matter>();
        var seen = new java.util.HashSet<UUID>();
        boolean taken = false;
        for (int i = 0; i < request.rows().size(); i++) {
            var pointer = "/rows/" + i + "/verificationId";
            var matter = found.get(request.rows().get(i).verificationId());
            if (matter == null || !inScope(matter, verifiers, request.unitId())) {
                errors.add(new FieldError(pointer, new Text("没有这个核查事项", "there is no such verification")));
            } else if (!seen.add(matter.matchId())) {
                errors.add(new FieldError(pointer, new Text("同一事项只能列一行", "the same matter twice")));
            } else if (!matter.compliant()) {
                errors.add(
                        new FieldError(pointer, new Text("未经核查合规，不得公示（A10.9）", "was not verified compliant (A10.9)")));
            } else if (!all.isEmpty() && all.getFirst().kind() != matter.kind()) {
                errors.add(new FieldError(
                        pointer, new Text("资金、项目、服务事项应分开公示（A10.4、A10.5）", "is of another kind of benefit")));
            } else {
                taken |= matter.taken() != null && !matter.taken().equals(own);
                all.add(matter);
            }
        }
        if (request.form() == NoticeForm.SINGLE && request.rows().size() > 1) {
            errors.add(new FieldError("/rows", new Text("单项公示只列一行", "a single notice has one row")));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text("所列事项不能公示，请按提示改正", "These matters can't be put on a notice"),
                    errors);
        }
        if (taken) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT, "所列事项已在另一公示中", "A matter is on another notice already");
        }
        return all;
    }

    /** The unit that publishes is the one that verified, or one above it (谁审批、谁核查、谁公示). */
    private static boolean inScope(Matter matter, Map<UUID, UnitNode> verifiers, UUID unit) {
        var verifier = verifiers.get(matter.unitId());
        return verifier != null && verifier.isWithin(unit);
    }

    private Uni<Map<Board, java.util.Set<SiteRole>>> wanted(NoticeRequest request, List<Matter> found) {
        return groups(found).chain(groups -> boards.byId(request.additional()).chain(additional -> {
            var required = required(found, groups, additional);
            return boards.ofUnits(required.units().keySet())
                    .chain(ofUnits ->
                            ofUnits.keySet().containsAll(required.units().keySet())
                                    ? Uni.createFrom().item(places(request, required, ofUnits, additional))
                                    : refuseMissing(required, ofUnits));
        }));
    }

    private Uni<Map<UUID, List<UnitNode>>> groups(List<Matter> found) {
        var villages = found.stream()
                .filter(matter -> matter.kind() != BenefitKind.CONSTRUCTION)
                .map(Matter::village)
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(villages)
                .onItem()
                .transformToUniAndConcatenate(
                        village -> units.groupsOf(village).map(groups -> Map.entry(village, groups)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** A group that the address doesn't tell may be named by one of its boards among the additional ones. */
    private static RequiredSites required(
            List<Matter> found, Map<UUID, List<UnitNode>> groups, Map<UUID, Board> additional) {
        return found.stream()
                .map(matter -> {
                    var ofVillage = groups.getOrDefault(matter.village(), List.of());
                    var named = matter.groupAmong(ofVillage).or(() -> ofVillage.stream()
                            .filter(group -> additional.values().stream()
                                    .anyMatch(board -> board.unitId().equals(group.id())))
                            .findFirst());
                    if (named.isEmpty() && !ofVillage.isEmpty() && matter.relativeVillage() != null) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET,
                                "亲属所在村民小组不明，请在其他公示点中指明该小组的公示点（A10.4）",
                                "The relative's group is not known; name a board of it among the additional sites (A10.4)");
                    }
                    return matter.sites(named.map(UnitNode::id).orElse(null));
                })
                .reduce(RequiredSites::and)
                .orElseThrow();
    }

    private static Map<Board, java.util.Set<SiteRole>> places(
            NoticeRequest request, RequiredSites required, Map<UUID, Board> ofUnits, Map<UUID, Board> additional) {
        var places = new java.util.LinkedHashMap<Board, java.util.Set<SiteRole>>();
        required.units().forEach((unit, roles) -> {
            // Where the clerk named a board of the unit, that one is meant.
            var board = additional.values().stream()
                    .filter(named -> named.unitId().equals(unit) && named.active())
                    .findFirst()
                    .orElseGet(() -> Objects.requireNonNull(ofUnits.get(unit)));
            places.put(board, roles);
        });
        for (int i = 0; i < request.additional().size(); i++) {
            var board = additional.get(request.additional().get(i));
            if (board == null || !board.active()) {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        new Text("所列公示点不存在或已停用", "A site is unknown or closed"),
                        List.of(new FieldError(
                                "/additionalSiteIds/" + i, new Text("没有这个公示点", "there is no such site"))));
            }
            places.putIfAbsent(board, java.util.Set.of(SiteRole.ADDITIONAL));
        }
        return places;
    }

    private Uni<Map<Board, java.util.Set<SiteRole>>> refuseMissing(RequiredSites required, Map<UUID, Board> ofUnits) {
        var missing = required.units().keySet().stream()
                .filter(unit -> !ofUnits.containsKey(unit))
                .toList();
        return units.names(missing).map(names -> {
            var listed = String.join("、", missing.stream().map(names::get).toList());
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "以下单位还没有公示点，请先登记公开栏或网络公示（A10.3—A10.5）：" + listed,
                    "These units have no board yet (A10.3–A10.5): " + listed);
        });
    }

    private Uni<NoticeFolder> draft(
            Actor actor,
            NoticeRequest request,
            UnitNode unit,
            List<Matter> found,
            Map<Board, java.util.Set<SiteRole>> places) {
        return hotlines(unit.id()).chain(hotlines -> terms.displayDays().chain(days -> takeOver(found)
                .chain(before -> before.map(number -> Uni.createFrom().item(number))
                        .orElseGet(() -> nextNumber(unit.countyCode())))
                .chain(number -> {
                    var notice = new Notice(
                            ids.timeOrdered(),
                            number,
                            unit.countyCode(),
                            unit.id(),
                            request.form(),
                            found.getFirst().kind(),
                            title(request, unit, found),
                            request.remark(),
                            days,
                            hotlines,
                            actor.accountId(),
                            clock.instant());
                    return repository
                            .persist(notice)
                            .chain(() -> fill(notice, request, found, places))
                            .chain(() -> audit.record(actor, "createNotice", SUBJECT, notice.id))
                            .chain(() -> folders.of(notice));
                })));
    }

    private Uni<Void> fill(
            Notice notice, NoticeRequest request, List<Matter> found, Map<Board, java.util.Set<SiteRole>> places) {
        var children = new ArrayList<Object>();
        for (int i = 0; i < found.size(); i++) {
            children.add(new NoticeRow(
                    ids.timeOrdered(),
                    notice,
                    i + 1,
                    found.get(i),
                    request.rows().get(i).note()));
        }
        places.forEach((board, roles) -> children.add(new NoticeSite(ids.timeOrdered(), notice, board, roles)));
        return Panache.getSession().chain(session -> session.persistAll(children.toArray()));
    }

    private static String title(NoticeRequest request, UnitNode unit, List<Matter> found) {
        var given = request.title();
        if (given != null && !given.isBlank()) {
            return given;
        }
        var programmes = found.stream().map(Matter::programmeName).distinct().toList();
        var title = unit.name() + "关于" + programmes.getFirst() + (programmes.size() > 1 ? "等" : "") + "的公示";
        return title.length() > TITLE ? title.substring(0, TITLE) : title;
    }

    private Uni<String> nextNumber(String countyCode) {
        int year = terms.today().getYear();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEXT_NUMBER, Integer.class)
                        .setParameter("county", countyCode)
                        .setParameter("year", year)
                        .getSingleResult())
                .map(last -> countyCode + "-" + year + "-" + last);
    }

    /** The unit's two numbers, or those of the nearest unit above that has them (A10.7). */
    private Uni<Notice.Hotlines> hotlines(UUID unit) {
        return units.get(unit).chain(node -> units.findAll(node.ancestors()).map(path -> {
            var upwards = node.ancestors().reversed().stream()
                    .map(path::get)
                    .filter(Objects::nonNull)
                    .toList();
            var inspection = upwards.stream()
                    .map(UnitNode::inspectionHotline)
                    .filter(Objects::nonNull)
                    .findFirst();
            var own = upwards.stream()
                    .map(UnitNode::unitHotline)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (inspection.isEmpty() || own.isEmpty()) {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        node.name() + "还没有登记两个监督举报电话，公示表须列明（A10.7）",
                        node.name() + " has no two hotlines yet, which Annex 3 must show (A10.7)");
            }
            return new Notice.Hotlines(inspection.get(), own.get());
        }));
    }

    // changing
    // ---------------------------------------------------------------------------------------------------------

    private Uni<NoticeFolder> redraft(Actor actor, NoticeFolder folder, NoticeRequest request) {
        var notice = folder.notice();
        notice.prepared = false;
        return Panache.flush()
                .chain(() -> verified(request, notice.id))
                .call(this::takeOver)
                .chain(found -> wanted(request, found).chain(places -> Panache.getSession()
                        .chain(session -> session.createMutationQuery("delete from NoticeRow where noticeId = :id")
                                .setParameter("id", notice.id)
                                .executeUpdate()
                                .chain(() -> session.createMutationQuery("delete from NoticeSite where noticeId = :id")
                                        .setParameter("id", notice.id)
                                        .executeUpdate()))
                        .chain(() -> units.get(notice.unitId))
                        .invoke(unit -> {
                            notice.benefitKind = found.getFirst().kind();
                            notice.edit(title(request, unit, found), request.remark(), null, clock.instant());
                        })
                        .chain(() -> fill(notice, request, found, places))))
                .chain(() -> audit.record(actor, "updateNotice", SUBJECT, notice.id))
                .chain(() -> Panache.getSession())
                .chain(session -> session.flush().chain(() -> {
                    // Rows deleted by query are still known to the session.
                    folder.rows().forEach(session::detach);
                    folder.places().forEach(place -> session.detach(place.site()));
                    return folders.of(notice);
                }));
    }

    private Uni<NoticeFolder> newEdition(Actor actor, NoticeFolder folder, NoticeRequest request) {
        var notice = folder.notice();
        var same = folder.rows().stream().map(row -> row.verificationId).toList();
        if (!same.equals(request.verificationIds())) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "已发布的公示不能增减事项，请撤回更正后另行公示",
                    "A published notice keeps its matters; retract it and publish another");
        }
        var now = clock.instant();
        for (int i = 0; i < same.size(); i++) {
            folder.rows().get(i).note = request.rows().get(i).note();
        }
        var title = request.title() == null || request.title().isBlank() ? notice.title : request.title();
        return idsOf(folder)
                .invoke(idNumbers ->
                        PrivacyCheck.refuse(PrivacyCheck.of(title, request.remark(), folder.rows(), idNumbers)))
                .invoke(() -> notice.edit(title, request.remark(), ContentDigest.of(folder.rows()), now))
                .chain(() -> endDisplays(folder))
                .chain(() -> lost.announce(new NoticeDisplayLost(notice.id, folder.matchIds())))
                .chain(() -> audit.record(actor, "updateNotice", SUBJECT, notice.id, "edition=" + notice.edition))
                .chain(() -> afterwards(folder));
    }

    private Uni<Void> takeDown(NoticeFolder folder, String reason) {
        folder.notice().withdraw(reason, clock.instant());
        return endDisplays(folder)
                .chain(() -> lost.announce(new NoticeDisplayLost(folder.notice().id, folder.matchIds())));
    }

    /** The sheets that hang now show nothing valid any more. */
    private Uni<Void> endDisplays(NoticeFolder folder) {
        Instant now = clock.instant();
        folder.places().stream()
                .flatMap(place -> place.displays().stream())
                .filter(NoticeDisplay::isUp)
                .forEach(display -> display.down(now));
        folder.suspensions().stream()
                .filter(suspension -> suspension.toAt == null)
                .forEach(suspension -> suspension.toAt = now);
        return Panache.getSession().chain(session -> session.flush());
    }

    // checking
    // ---------------------------------------------------------------------------------------------------------

    private Uni<Void> stillCompliant(NoticeFolder folder) {
        return matters.read(
                        folder.rows().stream().map(row -> row.verificationId).toList())
                .invoke(found -> {
                    var errors = new ArrayList<FieldError>();
                    for (int i = 0; i < folder.rows().size(); i++) {
                        var matter = found.get(folder.rows().get(i).verificationId);
                        if (matter == null || !matter.compliant()) {
                            errors.add(new FieldError(
                                    "/rows/" + i, new Text("核查结论已不是合规（A10.9）", "is no longer compliant (A10.9)")));
                        }
                        if (matter != null
                                && matter.taken() != null
                                && !matter.taken().equals(folder.notice().id)) {
                            errors.add(new FieldError(
                                    "/rows/" + i, new Text("已在另一公示中", "is on another notice meanwhile")));
                        }
                    }
                    if (!errors.isEmpty()) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET,
                                new Text("有事项不能公示", "Some matters can't be published"),
                                errors);
                    }
                })
                .replaceWithVoid();
    }

    private static void boardsInUse(NoticeFolder folder) {
        var closed = folder.places().stream()
                .filter(place -> !place.board().active())
                .map(place -> place.board().unitName() + place.board().name())
                .toList();
        if (!closed.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "以下公示点已停用，请修改公示后再发布：" + String.join("、", closed),
                    "These sites are closed: " + String.join(", ", closed));
        }
    }

    /** For each row the ID numbers whose digits may not appear in it. */
    private Uni<List<List<String>>> idsOf(NoticeFolder folder) {
        return matters.read(
                        folder.rows().stream().map(row -> row.verificationId).toList())
                .map(found -> folder.rows().stream()
                        .map(row -> {
                            var matter = found.get(row.verificationId);
                            var sealed = matter == null ? null : matter.beneficiaryIdSealed();
                            return sealed == null || matter == null
                                    ? List.<String>of()
                                    : List.of(vault.open(FieldKind.ID_NUMBER, sealed, matter.beneficiaryId()));
                        })
                        .toList());
    }
}
