package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import qinqing.tenant.Tenancy;
import qinqing.unit.Units;

/** Reads notices whole, as many as asked for with the same few questions. */
@ApplicationScoped
class NoticeFolders {
    private record Tally(long openObjections, long ratings, double average) {
        static final Tally NOTHING = new Tally(0, 0, 0);
    }

    private record Contents(
            List<NoticeRow> rows,
            List<NoticeSite> sites,
            List<NoticeDisplay> displays,
            List<NoticeSuspension> suspensions,
            Map<UUID, Tally> tallies) {}

    private static final String TALLIES = """
            select n.id,
                   (select count(*) from objection o where o.notice_id = n.id and o.status in ('RECEIVED', 'ACCEPTED')),
                   (select count(*) from rating r where r.notice_id = n.id),
                   (select coalesce(avg(r.score), 0)::float8 from rating r where r.notice_id = n.id)
            from notice n where n.id in (:ids)
            """;

    private final Units units;
    private final Boards boards;

    NoticeFolders(Units units, Boards boards) {
        this.units = units;
        this.boards = boards;
    }

    Uni<NoticeFolder> of(Notice notice) {
        return of(List.of(notice)).map(List::getFirst);
    }

    /** In the order given. */
    Uni<List<NoticeFolder>> of(List<Notice> notices) {
        if (notices.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var ids = notices.stream().map(notice -> notice.id).toList();
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> contents(session, ids)))
                .chain(contents -> boards.byId(contents.sites().stream()
                                .map(site -> site.siteId)
                                .distinct()
                                .toList())
                        .chain(known -> units.names(notices.stream()
                                        .map(notice -> notice.unitId)
                                        .distinct()
                                        .toList())
                                .map(names -> notices.stream()
                                        .map(notice -> folder(notice, contents, known, names))
                                        .toList())));
    }

    private static Uni<Contents> contents(Mutiny.Session session, List<UUID> ids) {
        return all(session, "from NoticeRow where noticeId in (:ids)", NoticeRow.class, ids)
                .chain(rows -> all(session, "from NoticeSite where noticeId in (:ids)", NoticeSite.class, ids)
                        .chain(sites -> all(
                                        session,
                                        "from NoticeDisplay where noticeSiteId in (select s.id from NoticeSite s where s.noticeId in (:ids)) order by upAt",
                                        NoticeDisplay.class,
                                        ids)
                                .chain(displays -> all(
                                                session,
                                                "from NoticeSuspension where noticeId in (:ids) order by fromAt",
                                                NoticeSuspension.class,
                                                ids)
                                        .chain(suspensions -> tallies(session, ids)
                                                .map(tallies ->
                                                        new Contents(rows, sites, displays, suspensions, tallies))))));
    }

    private static Uni<Map<UUID, Tally>> tallies(Mutiny.Session session, List<UUID> ids) {
        return Tenancy.asHouse(() -> session.createNativeQuery(TALLIES, Object[].class)
                .setParameter("ids", ids)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (UUID) row[0],
                                row -> new Tally(
                                        ((Number) row[1]).longValue(),
                                        ((Number) row[2]).longValue(),
                                        ((Number) row[3]).doubleValue())))));
    }

    private static <T> Uni<List<T>> all(Mutiny.Session session, String question, Class<T> type, Collection<UUID> ids) {
        return session.createSelectionQuery(question, type)
                .setParameter("ids", ids)
                .getResultList();
    }

    private static NoticeFolder folder(
            Notice notice, Contents contents, Map<UUID, Board> boards, Map<UUID, String> names) {
        var displays = contents.displays().stream().collect(Collectors.groupingBy(display -> display.noticeSiteId));
        var tally = contents.tallies().getOrDefault(notice.id, Tally.NOTHING);
        return new NoticeFolder(
                notice,
                Objects.requireNonNull(names.get(notice.unitId)),
                of(contents.rows(), row -> row.noticeId, notice.id),
                of(contents.sites(), site -> site.noticeId, notice.id).stream()
                        .map(site -> new NoticeFolder.Place(
                                site,
                                Objects.requireNonNull(boards.get(site.siteId)),
                                displays.getOrDefault(site.id, List.of())))
                        .toList(),
                of(contents.suspensions(), suspension -> suspension.noticeId, notice.id),
                tally.openObjections(),
                tally.ratings(),
                tally.average());
    }

    private static <T> List<T> of(List<T> all, Function<T, UUID> owner, UUID notice) {
        return all.stream().filter(item -> owner.apply(item).equals(notice)).toList();
    }
}
