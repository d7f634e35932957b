package qinqing.objection;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import qinqing.actor.Actor;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.publicity.Notices;
import qinqing.publicity.PrivacyCheck;
import qinqing.publicity.PublicityChanges;
import qinqing.publicity.PublicityTerms;
import qinqing.tenant.Tenancy;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacPurpose;
import qinqing.vault.Vault;

/** 一事一评议 (A16.11): one matter, one rating; a second one of the same person replaces the first. */
@ApplicationScoped
public class Ratings {
    private static final int COMMENTS = 200;
    private static final int HIGHEST = 5;

    private static final String RATE = """
            insert into rating (id, county_code, unit_id, notice_id, rater_token, score, comment, created_on)
            values (:id, :county, :unit, :notice, :rater, :score, cast(:comment as text), :today)
            on conflict (notice_id, rater_token) do update
            set score = excluded.score, comment = excluded.comment, created_on = excluded.created_on
            """;

    private final Notices notices;
    private final PublicityTerms terms;
    private final PublicityChanges changes;
    private final KeyedMac mac;
    private final Ids ids;

    Ratings(Notices notices, PublicityTerms terms, PublicityChanges changes, KeyedMac mac, Ids ids) {
        this.notices = notices;
        this.terms = terms;
        this.changes = changes;
        this.mac = mac;
        this.ids = ids;
    }

    /** Call it in a transaction. */
    public Uni<Rating> rate(Actor actor, String number, Rating.Request request) {
        return Tenancy.asHouseInSession(() -> {
            new PrivacyCheck().text("/comment", request.comment()).done();
            return notices.posted(number).chain(notice -> {
                if (!notice.status().showsContent()) {
                    throw new ProblemException(
                            ProblemType.STATE_CONFLICT,
                            "公示“" + notice.status().title() + "”，不再评议",
                            "The notice is not shown any more and can't be rated");
                }
                var today = terms.today();
                return Panache.getSession()
                        .chain(session -> session.createNativeQuery(RATE)
                                .setParameter("id", ids.random())
                                .setParameter("county", notice.countyCode())
                                .setParameter("unit", notice.unitId())
                                .setParameter("notice", notice.id())
                                .setParameter("rater", rater(actor, notice.id(), request))
                                .setParameter("score", request.score())
                                .setParameter("comment", request.comment())
                                .setParameter("today", today)
                                .executeUpdate())
                        .chain(() -> changes.count())
                        .replaceWith(new Rating(request.score(), today));
            });
        });
    }

    /** From a page, where nobody is logged in. */
    @WithTransaction
    public Uni<Rating> rateInTransaction(String number, Rating.Request request) {
        return rate(Actor.ANONYMOUS, number, request);
    }

    @WithSession
    Uni<Rating.Summary> summary(Actor actor, UUID notice) {
        return notices.postedFor(actor, notice)
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery(
                                "select score, count(*) from rating where notice_id = :notice group by score",
                                Object[].class)
                        .setParameter("notice", notice)
                        .getResultList()
                        .chain(counts -> session.createNativeQuery("""
                                        select score, comment, created_on from rating
                                        where notice_id = :notice and comment is not null order by created_on desc, id limit :limit
                                        """, Object[].class)
                                .setParameter("notice", notice)
                                .setParameter("limit", COMMENTS)
                                .getResultList()
                                .map(comments -> summary(counts, comments))));
    }

    private static Rating.Summary summary(List<Object[]> counts, List<Object[]> comments) {
        var scores = IntStream.rangeClosed(1, HIGHEST)
                .mapToObj(score -> counts.stream()
                        .filter(row -> ((Number) row[0]).intValue() == score)
                        .mapToLong(row -> ((Number) row[1]).longValue())
                        .sum())
                .toList();
        long count = scores.stream().mapToLong(Long::longValue).sum();
        double sum = IntStream.range(0, HIGHEST)
                .mapToDouble(i -> (i + 1.0) * scores.get(i))
                .sum();
        return new Rating.Summary(
                count,
                count == 0 ? null : Math.round(sum / count * 10) / 10.0,
                scores,
                comments.stream()
                        .map(row ->
                                new Rating.Comment(((Number) row[0]).intValue(), (String) row[1], (LocalDate) row[2]))
                        .toList());
    }

    /** Without login or token nobody can be told from another, so each such rating stands alone. */
    private byte[] rater(Actor actor, UUID notice, Rating.Request request) {
        var token = request.deviceToken();
        var who = !actor.isAnonymous()
                ? "account " + actor.accountId()
                : token != null && !token.isBlank() ? "device " + token : "nobody " + ids.random();
        return mac.mac(MacPurpose.RATING, Vault.context(notice), who.getBytes(StandardCharsets.UTF_8));
    }
}
