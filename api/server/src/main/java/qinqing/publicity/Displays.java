package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.Tenancy;
import qinqing.unit.Units;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** Notes when a notice really hung on its boards: people confirm paper ones, online ones report by themselves (A10.2, A10.6). */
@ApplicationScoped
class Displays {
    /** Clocks of posters and boards may be a little fast. */
    private static final Duration FAST = Duration.ofMinutes(1);

    private static final String OPEN_OF_BOARD = """
            from notice_display d, notice_site s, notice n
            where d.id = x.id and s.id = d.notice_site_id and n.id = s.notice_id and s.site_id = :site and x.down_at is null
                and x.seen_at is not null
            """;

    /** What it no longer shows, or did not show for too long, was away since it was last seen. */
    private static final String INTERRUPT = "update notice_display x set down_at = x.seen_at " + OPEN_OF_BOARD
            + " and (n.number not in (select unnest(cast(:numbers as text[]))) or x.seen_at < cast(:silentSince as timestamptz)) returning n.id";

    private static final String STILL_THERE =
            "update notice_display x set seen_at = greatest(x.seen_at, cast(:at as timestamptz)) " + OPEN_OF_BOARD;

    private static final String UP = """
            insert into notice_display (id, notice_site_id, edition, up_at, seen_at)
            select gen_random_uuid(), s.id, n.edition, cast(:at as timestamptz), cast(:at as timestamptz)
            from notice_site s join notice n on n.id = s.notice_id
            where s.site_id = :site and n.number in (select unnest(cast(:numbers as text[]))) and n.status in ('DISPLAYED', 'SUSPENDED', 'COMPLETED')
                and n.edition_at <= cast(:at as timestamptz)
                and not exists (select from notice_display d where d.notice_site_id = s.id
                    and (d.down_at is null or d.down_at > cast(:at as timestamptz)))
            on conflict do nothing
            returning (select notice_id from notice_site where id = notice_site_id)
            """;

    /** A board that comes back after a while changes thousands of notices: {@link CompletesNotices} counts those a second later. */
    private static final int COUNTED_AT_ONCE = 100;

    private static final String COUNT_LATER = """
            update notice set counted_on = null, changed_at = cast(:now as timestamptz)
            where id = any(:ids) and completed_at is null
            """;

    private final Notices notices;
    private final Boards boards;
    private final Units units;
    private final PublicityChanges changes;
    private final Vault vault;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final PublicityTerms terms;

    Displays(
            Notices notices,
            Boards boards,
            Units units,
            PublicityChanges changes,
            Vault vault,
            Audit audit,
            Ids ids,
            Clock clock,
            PublicityTerms terms) {
        this.notices = notices;
        this.boards = boards;
        this.units = units;
        this.changes = changes;
        this.vault = vault;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.terms = terms;
    }

    /** What a poster confirms. */
    record Confirmation(
            boolean up,
            Instant at,
            @Nullable String note,
            @Nullable Photo photo) {}

    @WithTransaction
    Uni<NoticeFolder> confirm(Actor actor, UUID notice, UUID site, @Nullable String ifMatch, Confirmation said) {
        return notices.locked(notice).chain(folder -> {
            var place = folder.places().stream()
                    .filter(candidate -> candidate.board().siteId().equals(site))
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
            return units.isWithin(place.board().unitId(), actor.unitId()).chain(mine -> {
                if (!mine) {
                    throw new ProblemException(ProblemType.NOT_FOUND);
                }
                Versions.require(ifMatch, folder.notice().version);
                return hang(actor, folder, place, said)
                        .call(() -> audit.record(
                                actor,
                                "recordDisplay",
                                "notice",
                                notice,
                                "site=" + site + (said.up() ? " UP" : " DOWN")))
                        // the board's clerk writes what hangs there; how long the notice has hung is its own unit's
                        .call(shown -> Tenancy.asHouseInSession(() -> {
                            recount(shown);
                            return changes.count();
                        }));
            });
        });
    }

    @WithSession
    Uni<NoticeFolder> folder(Actor actor, UUID notice) {
        return notices.get(actor, notice);
    }

    /** The sealed photo of a display, for those who may see the notice. */
    @WithSession
    Uni<Photo> photo(Actor actor, UUID notice, UUID site, UUID display) {
        return notices.get(actor, notice).chain(folder -> {
            var photo = folder.places().stream()
                    .filter(place -> place.board().siteId().equals(site))
                    .flatMap(place -> place.displays().stream())
                    .filter(shown -> shown.id.equals(display))
                    .map(shown -> shown.photoId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
            return Panache.getSession()
                    .chain(session -> session.find(DisplayPhoto.class, photo))
                    .map(found -> new Photo(
                            found.mediaType,
                            vault.open(FieldKind.DOCUMENT, found.contentSealed, Vault.context(found.id))));
        });
    }

    /**
     * An online board says what it shows.
     *
     * @throws ProblemException 404 for a board that is not the system's, 422 for a time that can't be
     */
    @WithTransaction
    Uni<Void> heartbeat(Actor actor, UUID site, Instant said, List<String> numbers) {
        return mustBeOwn(actor, site).chain(() -> terms.heartbeatGap()).chain(gap -> {
            var now = clock.instant();
            if (said.isAfter(now.plus(FAST)) || said.isBefore(now.minus(gap))) {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        new Text("上报时间有误", "The time of the heartbeat can't be"),
                        List.of(new FieldError("/at", new Text("须为当前时间", "must be the present time"))));
            }
            var at = said.isAfter(now) ? now : said;
            return actor.inSandbox()
                    ? Uni.createFrom().voidItem()
                    : Panache.getSession().chain(session -> seen(session, site, at, gap, numbers));
        });
    }

    private Uni<Void> mustBeOwn(Actor actor, UUID site) {
        return boards.byId(List.of(site)).chain(found -> {
            var board = found.get(site);
            if (board == null || !board.active()) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            if (!board.online()) {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET, "只有线上公示点可以自动上报（A10.6）", "Only online boards report by themselves");
            }
            return units.isWithin(board.unitId(), actor.unitId())
                    .chain(within -> mayReportFor(actor, site).invoke(may -> {
                        if (!within || !may) {
                            throw new ProblemException(ProblemType.NOT_FOUND);
                        }
                    }))
                    .replaceWithVoid();
        });
    }

    /** A client is given its boards, or none in particular. */
    private static Uni<Boolean> mayReportFor(Actor actor, UUID site) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        select exists (select from api_client where id = :client and status = 'ACTIVE'
                            and (cardinality(site_ids) = 0 or :site = any(site_ids)))
                        """, Boolean.class)
                .setParameter("client", actor.accountId())
                .setParameter("site", site)
                .getSingleResult());
    }

    private Uni<Void> seen(Mutiny.Session session, UUID site, Instant at, Duration gap, List<String> numbers) {
        return Tenancy.asHouseInSession(() -> {
            var shown = numbers.toArray(String[]::new);
            var time = at.atOffset(ZoneOffset.UTC);
            return session.createNativeQuery(INTERRUPT, UUID.class)
                    .setParameter("site", site)
                    .setParameter("numbers", shown)
                    .setParameter("silentSince", at.minus(gap).atOffset(ZoneOffset.UTC))
                    .getResultList()
                    .chain(interrupted -> session.createNativeQuery(STILL_THERE)
                            .setParameter("site", site)
                            .setParameter("at", time)
                            .executeUpdate()
                            .chain(() -> session.createNativeQuery(UP, UUID.class)
                                    .setParameter("site", site)
                                    .setParameter("numbers", shown)
                                    .setParameter("at", time)
                                    .getResultList())
                            .chain(up -> {
                                var changed = new HashSet<>(interrupted);
                                changed.addAll(up);
                                return recount(changed);
                            }));
        });
    }

    private Uni<Void> recount(Set<UUID> changed) {
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (changed.size() > COUNTED_AT_ONCE) {
            return Panache.getSession()
                    .chain(session -> session.createNativeQuery(COUNT_LATER)
                            .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                            .setParameter("ids", changed.toArray(UUID[]::new))
                            .executeUpdate())
                    .chain(() -> changes.count());
        }
        return notices.inOrder(List.copyOf(changed))
                .invoke(read -> read.forEach(this::recount))
                .chain(() -> changes.count());
    }

    private void recount(NoticeFolder folder) {
        var now = clock.instant();
        if (folder.notice().completedAt == null) {
            folder.notice().read(folder.clock(now), now);
        }
    }

    private Uni<NoticeFolder> hang(Actor actor, NoticeFolder folder, NoticeFolder.Place place, Confirmation said) {
        var notice = folder.notice();
        if (!notice.status.showsContent()) {
            throw notice.notAllowed();
        }
        mustBeInOrder(notice, place, said);
        var open = place.displays().stream().filter(NoticeDisplay::isUp).findFirst();
        if (!said.up()) {
            var up = open.orElseThrow(() ->
                    new ProblemException(ProblemType.STATE_CONFLICT, "该公示点目前没有张贴", "It does not hang on this board"));
            up.down(said.at());
            return attach(place, said.photo())
                    .invoke(photo -> {
                        up.note = said.note() == null ? up.note : said.note();
                        up.photoId = photo == null ? up.photoId : photo;
                    })
                    .replaceWith(folder);
        }
        if (open.isPresent()) {
            throw new ProblemException(ProblemType.STATE_CONFLICT, "该公示点已确认张贴", "It hangs on this board already");
        }
        return attach(place, said.photo()).chain(photo -> {
            var hung = new NoticeDisplay(
                    ids.timeOrdered(),
                    place.site().id,
                    notice.edition,
                    said.at(),
                    actor.accountId(),
                    said.note(),
                    photo);
            return Panache.getSession()
                    .chain(session -> session.persist(hung))
                    .replaceWith(() -> folder.with(place, hung));
        });
    }

    /** Nothing may be noted for the future, before this edition, or before what was noted last. */
    private void mustBeInOrder(Notice notice, NoticeFolder.Place place, Confirmation said) {
        var now = clock.instant();
        var earliest = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(notice.editionAt, notice.completedAt),
                        place.displays().stream()
                                .map(display -> display.downAt == null ? display.upAt : display.downAt))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        if (said.at().isAfter(now.plus(FAST)) || said.at().isBefore(earliest)) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text(
                            "时间有误：不能晚于现在，也不能早于发布或上一次确认（A10.2）",
                            "The time can't be in the future or before the last one (A10.2)"),
                    List.of(new FieldError("/at", new Text("时间有误", "can't be"))));
        }
    }

    private Uni<@Nullable UUID> attach(NoticeFolder.Place place, @Nullable Photo photo) {
        if (photo == null) {
            return Uni.createFrom().nullItem();
        }
        var id = ids.timeOrdered();
        var sealed = vault.seal(FieldKind.DOCUMENT, photo.content(), Vault.context(id));
        return Panache.getSession()
                .chain(session -> session.persist(new DisplayPhoto(id, place.site(), photo.mediaType(), sealed)))
                .replaceWith(id);
    }
}
