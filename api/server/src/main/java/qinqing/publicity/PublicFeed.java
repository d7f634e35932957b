package qinqing.publicity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Words;
import qinqing.problem.ProblemException;
import qinqing.programme.BenefitKind;

/** What anyone may read of the notices (A10.6): those on display, and those whose display ended not too long ago (A24.9). */
@ApplicationScoped
public class PublicFeed {
    static final String LIST = "listPublicNotices";
    static final String CORRECTIONS = "listCorrections";

    /** What is searched for; a condition is left out by leaving it null. */
    public record Wanted(
            @Nullable String words,
            @Nullable String place,
            @Nullable UUID unit,
            @Nullable BenefitKind kind,
            @Nullable String programme,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        static final Wanted EVERYTHING = new Wanted(null, null, null, null, null, null, null);
    }

    /** A public correction of a retracted notice. */
    public record Correction(String noticeNumber, String unitName, String text, OffsetDateTime retractedAt) {}

    private static final String SHOWN = """
            select n.id from notice n
            where n.status in ('DISPLAYED', 'COMPLETED') and (n.status = 'DISPLAYED' or n.completed_at > :goneSince)
                and (cast(:at as timestamptz) is null or (n.published_at, n.id) < (cast(:at as timestamptz), cast(:id as uuid)))
            """;

    private static final String NEWEST = SHOWN + " order by n.published_at desc, n.id desc limit :limit";

    /** Rows are found by trigrams of all their words, then the notices they stand on. */
    private static final String SEARCH = SHOWN + """
                and (cast(:words as text) is null or n.number like cast(:words as text) or n.id in (
                    select r.notice_id from notice_row r
                    where (r.beneficiary_name || ' ' || r.official_name || ' ' || r.programme_name || ' ' || r.place || ' ' || r.official_post)
                        ilike cast(:words as text)))
                and (cast(:place as text) is null or n.id in (select r.notice_id from notice_row r where r.place ilike cast(:place as text))
                    or n.id in (select s.notice_id from notice_site s join unit u on u.id = s.unit_id
                        where u.name ilike cast(:place as text) or u.division_code like cast(:division as text)))
                and (cast(:programme as text) is null
                    or n.id in (select r.notice_id from notice_row r where r.programme_name ilike cast(:programme as text)))
                and (cast(:unit as uuid) is null
                    or n.unit_id in (select u.id from unit u where u.ancestors @> array[cast(:unit as uuid)]))
                and (cast(:kind as text) is null or n.benefit_kind = cast(:kind as text))
                and (cast(:from as timestamptz) is null or n.published_at >= cast(:from as timestamptz))
                and (cast(:until as timestamptz) is null or n.published_at < cast(:until as timestamptz))
            order by n.published_at desc, n.id desc limit :limit
            """;

    private static final String CORRECTED = """
            select n.number, u.name, n.correction, n.retracted_at, n.id
            from notice n join unit u on u.id = n.unit_id
            where n.status = 'RETRACTED'
                and (cast(:from as timestamptz) is null or n.retracted_at >= cast(:from as timestamptz))
                and (cast(:until as timestamptz) is null or n.retracted_at < cast(:until as timestamptz))
                and (cast(:at as timestamptz) is null or (n.retracted_at, n.id) < (cast(:at as timestamptz), cast(:id as uuid)))
            order by n.retracted_at desc, n.id desc limit :limit
            """;

    private final Notices notices;
    private final NoticeRepository repository;
    private final NoticeFolders folders;
    private final PublicityTerms terms;
    private final PublicAnswers answers;
    private final Cursors cursors;
    private final ObjectMapper json;
    private final Clock clock;

    PublicFeed(
            Notices notices,
            NoticeRepository repository,
            NoticeFolders folders,
            PublicityTerms terms,
            PublicAnswers answers,
            Cursors cursors,
            ObjectMapper json,
            Clock clock) {
        this.notices = notices;
        this.repository = repository;
        this.folders = folders;
        this.terms = terms;
        this.answers = answers;
        this.cursors = cursors;
        this.json = json;
        this.clock = clock;
    }

    /** After a change: nothing made before it is given out any more by this process. */
    public void forget() {
        answers.forget();
    }

    /** One page, newest first. */
    @WithSession
    public Uni<Page<PublicNoticeView>> page(Wanted wanted, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 2);
        return terms.retentionDays().chain(days -> {
            var now = clock.instant();
            var goneSince = goneSince(now, days);
            return ids(wanted, after, goneSince, limit).chain(found -> {
                var shown = found.subList(0, Math.min(limit, found.size()));
                return notices.inOrder(shown).map(read -> {
                    var views = read.stream()
                            .map(folder -> PublicNoticeView.of(folder, now, goneSince))
                            .toList();
                    var next = found.size() > limit && !read.isEmpty()
                            ? cursors.write(
                                    LIST,
                                    java.util.Objects.requireNonNull(
                                            read.getLast().notice().publishedAt),
                                    read.getLast().notice().id)
                            : null;
                    return new Page<>(views, next);
                });
            });
        });
    }

    /** @throws ProblemException 404 for a number that was never published */
    @WithSession
    public Uni<PublicNoticeView> one(String number) {
        return notices.published(number).chain(notice -> folders.of(notice)).chain(folder -> terms.retentionDays()
                .map(days -> {
                    var now = clock.instant();
                    return PublicNoticeView.of(folder, now, goneSince(now, days));
                }));
    }

    @WithSession
    public Uni<Page<Correction>> corrections(
            @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String cursor, int limit) {
        var after = cursors.read(CORRECTIONS, cursor, 2);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CORRECTED, Object[].class)
                        .setParameter("from", start(from))
                        .setParameter("until", start(to == null ? null : to.plusDays(1)))
                        .setParameter("at", after.isEmpty() ? null : moment(after.getFirst()))
                        .setParameter("id", after.isEmpty() ? null : UUID.fromString(after.getLast()))
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(rows -> Page.of(rows, limit, row -> cursors.write(CORRECTIONS, instant(row[3]), row[4]))
                        .map(row -> new Correction(
                                (String) row[0], (String) row[1], (String) row[2], NoticeView.at(instant(row[3])))));
    }

    public Uni<PublicAnswer> pageAsJson(String name, Wanted wanted, @Nullable String cursor, int limit) {
        return answers.get(name, () -> page(wanted, cursor, limit).map(page -> asJson(page, answers.since())));
    }

    public Uni<PublicAnswer> oneAsJson(String number) {
        return answers.get("json " + number, () -> one(number).map(view -> asJson(view, answers.since())));
    }

    public Uni<PublicAnswer> correctionsAsJson(
            String name, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable String cursor, int limit) {
        return answers.get(name, () -> corrections(from, to, cursor, limit).map(page -> asJson(page, answers.since())));
    }

    private PublicAnswer asJson(Object view, Instant modified) {
        try {
            return new PublicAnswer(json.writeValueAsBytes(view), "application/json;charset=UTF-8", modified);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view that is no JSON", e);
        }
    }

    private static Uni<List<UUID>> ids(Wanted wanted, List<String> after, Instant goneSince, int limit) {
        boolean everything = wanted.equals(Wanted.EVERYTHING);
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(everything ? NEWEST : SEARCH, UUID.class)
                    .setParameter("goneSince", goneSince.atOffset(ZoneOffset.UTC))
                    .setParameter("at", after.isEmpty() ? null : moment(after.getFirst()))
                    .setParameter("id", after.isEmpty() ? null : UUID.fromString(after.getLast()))
                    .setParameter("limit", limit + 1);
            return (everything ? query : narrow(query, wanted)).getResultList();
        });
    }

    private static org.hibernate.reactive.mutiny.Mutiny.SelectionQuery<UUID> narrow(
            org.hibernate.reactive.mutiny.Mutiny.SelectionQuery<UUID> query, Wanted wanted) {
        var to = wanted.to();
        var place = wanted.place();
        return query.setParameter("words", Words.contained(wanted.words()))
                .setParameter("place", Words.contained(place))
                .setParameter("division", place != null && place.matches("[0-9]{2,12}") ? place + "%" : null)
                .setParameter("programme", Words.contained(wanted.programme()))
                .setParameter("unit", wanted.unit())
                .setParameter(
                        "kind", wanted.kind() == null ? null : wanted.kind().name())
                .setParameter("from", start(wanted.from()))
                .setParameter("until", start(to == null ? null : to.plusDays(1)));
    }

    private static Instant goneSince(Instant now, int days) {
        return now.minus(Duration.ofDays(days));
    }

    private static @Nullable OffsetDateTime start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(Deadline.ZONE).toOffsetDateTime();
    }

    private static OffsetDateTime moment(String instant) {
        return Instant.parse(instant).atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Object column) {
        return switch (column) {
            case OffsetDateTime at -> at.toInstant();
            case Instant at -> at;
            default -> throw new IllegalStateException("no moment but " + column.getClass());
        };
    }
}
