package qinqing.objection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.TermKey;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.publicity.NoticeStatus;
import qinqing.publicity.NoticeView;
import qinqing.publicity.Notices;
import qinqing.publicity.PostedNotice;
import qinqing.publicity.PrivacyCheck;
import qinqing.publicity.PublicityChanges;
import qinqing.publicity.PublicityTerms;
import qinqing.tenant.Tenancy;
import qinqing.unit.Units;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;
import qinqing.verification.Verifications;

/** What people have against notices, from the tracking number to the reply (A10.9, A14.11). */
@ApplicationScoped
public class Objections {
    static final String LIST = "listObjections";
    private static final String SUBJECT = "objection";

    private static final String FIND = """
            select o.id from objection o join unit u on u.id = o.unit_id
            where (:everything or u.ancestors @> array[cast(:mine as uuid)])
                and (cast(:unit as uuid) is null or u.ancestors @> array[cast(:unit as uuid)])
                and (cast(:notice as uuid) is null or o.notice_id = cast(:notice as uuid))
                and (cast(:state as text) is null or o.status = cast(:state as text))
                and (cast(:overdue as boolean) is null or cast(:overdue as boolean) =
                    (o.status in ('RECEIVED', 'ACCEPTED') and coalesce(o.resolve_due_on, o.screen_due_on) < :today))
                and (cast(:after as uuid) is null or (o.created_on, o.id) < (cast(:day as date), cast(:after as uuid)))
            order by o.created_on desc, o.id desc limit :limit
            """;

    /** Of the matters objected to: which were verified compliant after an objection already, which are still being verified. */
    private static final String ROUNDS = """
            select coalesce(bool_or(v.cause = 'OBJECTION' and v.status = 'CLOSED' and v.finding = 'COMPLIANT'), false),
                   coalesce(bool_or(v.status in ('OPEN', 'FOUND')), false),
                   coalesce(bool_or(m.status in ('NON_COMPLIANT', 'NOT_SAME_PERSON')), false)
            from match m left join verification v on v.match_id = m.id
            where m.id in (:matches)
            """;

    /** What is known of the matters of an objection. */
    private record Rounds(boolean compliantBefore, boolean underWay, boolean found) {}

    private final ObjectionRepository repository;
    private final Notices notices;
    private final Verifications verifications;
    private final Units units;
    private final PublicityTerms terms;
    private final PublicityChanges changes;
    private final TellsOfObjections tells;
    private final Vault vault;
    private final Audit audit;
    private final Cursors cursors;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;
    private final Announcer<ObjectionUpheld> upheld;

    Objections(
            ObjectionRepository repository,
            Notices notices,
            Verifications verifications,
            Units units,
            PublicityTerms terms,
            PublicityChanges changes,
            TellsOfObjections tells,
            Vault vault,
            Audit audit,
            Cursors cursors,
            ObjectMapper json,
            Ids ids,
            Clock clock,
            @Any Instance<Listener<ObjectionUpheld>> upheld) {
        this.repository = repository;
        this.notices = notices;
        this.verifications = verifications;
        this.units = units;
        this.terms = terms;
        this.changes = changes;
        this.tells = tells;
        this.vault = vault;
        this.audit = audit;
        this.cursors = cursors;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.upheld = new Announcer<>(upheld);
    }

    record Wanted(
            @Nullable UUID unit,
            @Nullable UUID notice,
            @Nullable ObjectionStatus state,
            @Nullable Boolean overdue) {}

    record Screening(boolean accept, @Nullable String reasons, boolean newFacts) {}

    /**
     * Takes in an objection; call it in a transaction. It leaves no audit entry: the trail would tell the moment that an
     * anonymous objector's browser was open.
     */
    public Uni<ObjectionView.Receipt> raise(Actor actor, String number, ObjectionRequest request) {
        var checked = request.checked();
        return notices.posted(number).chain(notice -> {
            if (notice.status() != NoticeStatus.DISPLAYED && notice.status() != NoticeStatus.SUSPENDED) {
                throw new ProblemException(
                        ProblemType.STATE_CONFLICT,
                        "公示“" + notice.status().title() + "”，不再受理异议；可拨打公示表上的监督举报电话",
                        "Objections are taken during the display only; please call the hotlines");
            }
            var row = row(notice, checked.row());
            return approvingUnit(row == null ? notice.lines().getFirst() : row)
                    .chain(unit -> terms.from(TermKey.OBJECTION_SCREENING, terms.today())
                            .chain(due -> {
                                var content = sealed(actor, checked);
                                var objection = new Objection(content, notice, row, unit, due);
                                return repository
                                        .persist(objection)
                                        .replaceWith(() -> new ObjectionView.Receipt(
                                                objection.trackingNumber,
                                                content.secret().secret(),
                                                ObjectionView.Due.of(objection, terms.today())));
                            }));
        });
    }

    /** Wrong secret and unknown number can't be told apart. */
    @WithSession
    public Uni<ObjectionView.Tracked> track(String number, String secret) {
        return Tenancy.asHouse(() -> {
            var hash = TrackingSecret.hash(secret);
            return repository.find("trackingNumber", number).firstResult().chain(found -> {
                var expected = found == null ? new byte[hash.length] : found.secretHash;
                if (!MessageDigest.isEqual(hash, expected) || found == null) {
                    throw new ProblemException(
                            ProblemType.NOT_FOUND, "编号或查询码不正确", "Tracking number or secret is not right");
                }
                return notices.posted(found.noticeId).map(notice -> {
                    var rejected = found.status == ObjectionStatus.REJECTED ? found.screeningReason : null;
                    return new ObjectionView.Tracked(
                            found.trackingNumber,
                            notice.number(),
                            found.status,
                            ObjectionView.Due.of(found, terms.today()),
                            rejected,
                            found.result,
                            found.createdOn,
                            NoticeView.atOrNull(found.resolvedAt));
                });
            });
        });
    }

    @WithSession
    Uni<Page<ObjectionView.Opened>> list(Actor actor, Wanted wanted, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 2);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, UUID.class)
                        .setParameter("everything", actor.seesCounty())
                        .setParameter("mine", actor.unitId())
                        .setParameter("unit", wanted.unit())
                        .setParameter("notice", wanted.notice())
                        .setParameter(
                                "state",
                                wanted.state() == null ? null : wanted.state().name())
                        .setParameter("overdue", wanted.overdue())
                        .setParameter("today", terms.today())
                        .setParameter("day", after.isEmpty() ? null : LocalDate.parse(after.getFirst()))
                        .setParameter("after", after.isEmpty() ? null : UUID.fromString(after.getLast()))
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .chain(found -> inOrder(found))
                .map(all -> Page.of(all, limit, last -> cursors.write(LIST, last.createdOn, last.id)))
                .chain(page -> open(page.items()).map(opened -> new Page<>(opened, page.nextCursor())));
    }

    @WithSession
    Uni<ObjectionView.Opened> get(Actor actor, UUID id) {
        return find(actor, id, LockModeType.NONE)
                .chain(objection -> open(List.of(objection)).map(List::getFirst));
    }

    /** Accepted, it suspends the notice and reopens verification; rejected, it says why (A10.9). */
    @WithTransaction
    Uni<ObjectionView.Opened> screen(Actor actor, UUID id, @Nullable String ifMatch, Screening decision) {
        return change(actor, id, ifMatch).chain(objection -> notices.lockPosted(objection.noticeId)
                .call(posted -> verifications.mustKeepOutOf(actor, matches(objection, posted)))
                .chain(posted -> rounds(matches(objection, posted))
                        .chain(rounds -> decision.accept()
                                ? accept(actor, objection, posted, rounds, decision.newFacts())
                                : reject(actor, objection, decision.reasons())))
                .chain(() -> changes.count())
                .chain(() -> open(List.of(objection)).map(List::getFirst)));
    }

    /** The reply to the objector, after verification is through (A10.9). */
    @WithTransaction
    Uni<ObjectionView.Opened> resolve(Actor actor, UUID id, @Nullable String ifMatch, boolean isUpheld, String reply) {
        new PrivacyCheck().text("/reply", reply).done();
        return change(actor, id, ifMatch).chain(objection -> notices.lockPosted(objection.noticeId)
                .call(posted -> verifications.mustKeepOutOf(actor, matches(objection, posted)))
                .chain(posted -> rounds(matches(objection, posted)).chain(rounds -> {
                    if (objection.reopened && rounds.underWay()) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "核查尚未办结，不能答复（A10.9）",
                                "The verification is still under way");
                    }
                    if (objection.status == ObjectionStatus.ACCEPTED && isUpheld != rounds.found()) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET,
                                new Text("答复须与核查结论一致（A10.9）", "The reply must agree with the finding (A10.9)"),
                                List.of(new FieldError(
                                        "/outcome", new Text("与核查结论不一致", "does not agree with the finding"))));
                    }
                    objection.resolve(isUpheld, reply, actor.accountId(), clock.instant());
                    return audit.record(actor, "resolveObjection", SUBJECT, id, "outcome=" + objection.status)
                            .chain(() -> changes.count())
                            .chain(() -> open(List.of(objection)).map(List::getFirst));
                })));
    }

    /**
     * A matter was verified: compliant, the notices it holds in doubt go on; otherwise it comes down and what was objected is
     * right (A10.9). In the transaction of the signature.
     */
    Uni<Void> verified(UUID match, boolean compliant) {
        return holding(match)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(notice ->
                        notices.lockPosted(notice).chain(posted -> compliant ? goOn(posted) : comeDown(posted, match)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> goOn(PostedNotice posted) {
        if (posted.status() != NoticeStatus.SUSPENDED) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(
                                "select exists (select from match where id in (:matches) and status <> 'COMPLIANT')",
                                Boolean.class)
                        .setParameter("matches", posted.matchIds())
                        .getSingleResult()))
                .chain(waiting -> waiting ? Uni.createFrom().voidItem() : notices.resume(posted.id()));
    }

    private Uni<Void> comeDown(PostedNotice posted, UUID match) {
        return notices.withdrawAfterFinding(posted.id(), "经核查有事项不符合公示条件")
                .chain(() -> repository.list(
                        "noticeId = ?1 and status = ?2 and reopened", posted.id(), ObjectionStatus.ACCEPTED))
                .chain(objections -> Multi.createFrom()
                        .iterable(objections)
                        .filter(objection -> matches(objection, posted).contains(match))
                        .onItem()
                        .transformToUniAndConcatenate(
                                objection -> upheld.announce(new ObjectionUpheld(objection.id, posted.id(), match)))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private static Uni<List<UUID>> holding(UUID match) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        select distinct n.id from notice n join notice_row r on r.notice_id = n.id
                        where r.match_id = :match and n.status in ('DISPLAYED', 'SUSPENDED', 'COMPLETED') order by n.id
                        """, UUID.class)
                .setParameter("match", match)
                .getResultList());
    }

    private Uni<Void> accept(Actor actor, Objection objection, PostedNotice posted, Rounds rounds, boolean newFacts) {
        // Verified compliant after an objection already, only new facts hold it up again.
        boolean reopen = posted.status().showsContent() && (!rounds.compliantBefore() || newFacts);
        return terms.from(TermKey.OBJECTION_VERIFICATION, terms.today()).chain(due -> {
            objection.accept(newFacts, reopen, due, actor.accountId(), clock.instant());
            var entry =
                    audit.record(actor, "screenObjection", SUBJECT, objection.id, reopen ? "ACCEPT,reopen" : "ACCEPT");
            if (!reopen) {
                return entry;
            }
            return Multi.createFrom()
                    .iterable(matches(objection, posted))
                    .onItem()
                    .transformToUniAndConcatenate(match -> verifications.reopen(match, objection.id))
                    .collect()
                    .last()
                    .chain(() -> notices.suspend(posted.id(), objection.id))
                    .chain(() -> entry);
        });
    }

    private Uni<Void> reject(Actor actor, Objection objection, @Nullable String reasons) {
        if (reasons == null || reasons.isBlank()) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text("不予受理须说明理由", "A rejection needs reasons"),
                    List.of(new FieldError("/reasons", new Text("必填", "required"))));
        }
        new PrivacyCheck().text("/reasons", reasons).done();
        objection.reject(reasons, actor.accountId(), clock.instant());
        return audit.record(actor, "screenObjection", SUBJECT, objection.id, "REJECT")
                .chain(() -> tells.rejected(objection.id, objection.unitId));
    }

    private static PostedNotice.@Nullable Line row(PostedNotice posted, @Nullable Integer position) {
        if (position == null) {
            return null;
        }
        return posted.lines().stream()
                .filter(row -> row.position() == position)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_INPUT,
                        new Text("公示表中没有这一行", "The notice has no such row"),
                        List.of(new FieldError("/row", new Text("没有这一行", "no such row")))));
    }

    private static List<UUID> matches(Objection objection, PostedNotice posted) {
        return posted.lines().stream()
                .filter(row -> objection.noticeRowId == null || row.id().equals(objection.noticeRowId))
                .map(PostedNotice.Line::matchId)
                .toList();
    }

    private static Uni<UUID> approvingUnit(PostedNotice.Line row) {
        return Tenancy.asHouseInSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("select unit_id from match where id = :match", UUID.class)
                        .setParameter("match", row.matchId())
                        .getSingleResult()));
    }

    private static Uni<Rounds> rounds(List<UUID> matches) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ROUNDS, Object[].class)
                        .setParameter("matches", matches)
                        .getSingleResult())
                .map(row -> new Rounds((Boolean) row[0], (Boolean) row[1], (Boolean) row[2]));
    }

    /** The approving unit's verifiers, and the inspection body above; nobody else learns that it exists. */
    private Uni<Objection> find(Actor actor, UUID id, LockModeType lock) {
        return repository
                .findById(id, lock)
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .chain(objection -> notices.mayRead(actor, objection.unitId).map(may -> {
                    if (!may) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                    return objection;
                }));
    }

    private Uni<Objection> change(Actor actor, UUID id, @Nullable String ifMatch) {
        return find(actor, id, LockModeType.PESSIMISTIC_WRITE).map(objection -> {
            if (actor.role() == Role.VERIFIER && !actor.unitId().equals(objection.unitId)) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            Versions.require(ifMatch, objection.version);
            return objection;
        });
    }

    private Uni<List<Objection>> inOrder(List<UUID> wanted) {
        return wanted.isEmpty()
                ? Uni.createFrom().item(List.of())
                : repository.list("id in (?1)", wanted).map(found -> {
                    var byId = found.stream().collect(Collectors.toMap(objection -> objection.id, one -> one));
                    return wanted.stream()
                            .map(byId::get)
                            .filter(Objects::nonNull)
                            .toList();
                });
    }

    private Uni<List<ObjectionView.Opened>> open(List<Objection> objections) {
        if (objections.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery("""
                                select o.id, n.number, r.position, array_to_string(array(select v.id from verification v where v.objection_id = o.id order by v.id), ',')
                                from objection o join notice n on n.id = o.notice_id left join notice_row r on r.id = o.notice_row_id
                                where o.id in (:ids)
                                """, Object[].class)
                        .setParameter(
                                "ids", objections.stream().map(one -> one.id).toList())
                        .getResultList()))
                .map(rows -> objections.stream()
                        .map(objection -> opened(
                                objection,
                                rows.stream()
                                        .filter(row -> row[0].equals(objection.id))
                                        .findFirst()
                                        .orElseThrow()))
                        .toList());
    }

    private ObjectionView.Opened opened(Objection objection, @Nullable Object[] row) {
        return new ObjectionView.Opened(
                objection,
                Objects.requireNonNull((String) row[1]),
                (Integer) row[2],
                vault.open(FieldKind.DOCUMENT, objection.textSealed, objection.id),
                contact(objection),
                ids(Objects.requireNonNull((String) row[3])));
    }

    private static List<UUID> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Stream.of(joined.split(",")).map(UUID::fromString).toList();
    }

    private ObjectionRequest.@Nullable Contact contact(Objection objection) {
        var sealed = objection.contactSealed;
        try {
            return sealed == null
                    ? null
                    : json.readValue(vault.open(FieldKind.PHONE, sealed, objection.id), ObjectionRequest.Contact.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contact that is no JSON", e);
        }
    }

    private Objection.Content sealed(Actor actor, ObjectionRequest.Checked checked) {
        var id = ids.random();
        var contact = checked.contact();
        try {
            return new Objection.Content(
                    id,
                    TrackingSecret.random(),
                    vault.seal(FieldKind.DOCUMENT, checked.grounds(), id),
                    contact == null ? null : vault.seal(FieldKind.PHONE, json.writeValueAsString(contact), id),
                    actor.isAnonymous() ? null : actor.accountId());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contact that is no JSON", e);
        }
    }
}
