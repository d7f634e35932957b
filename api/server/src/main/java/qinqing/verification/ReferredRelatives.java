package qinqing.verification;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.matching.Referral;
import qinqing.matching.Referrals;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Relatives whom nobody declared are verified by the same rules (A2.3, A9.5). */
@ApplicationScoped
class ReferredRelatives {
    static final String LIST = "listReferredRelatives";

    private static final String SHOWN = """
            select r.id, r.official_id, o.name as official_name, r.beneficiary_id, r.name, r.relation, r.reason, r.objection_id,
                   r.created_at, v.id as verification_id
              from referred_relative r
              join official o on o.id = r.official_id
              left join match m on m.referred_id = r.id
              left join lateral (select id from verification where match_id = m.id order by round desc limit 1) v on true
             where exists (select from unit u where u.id in (r.unit_id, o.unit_id) and u.ancestors @> array[$1::uuid])
            """;
    private static final String ONE = SHOWN + " and r.id = $2";
    private static final String PAGE = SHOWN + """
             and ($2::uuid is null or exists (select from unit u where u.id = r.unit_id and u.ancestors @> array[$2::uuid]))
             and ($3::uuid is null or r.official_id = $3) and ($4::uuid is null or r.id < $4)
             order by r.id desc limit $5
            """;

    private final Referrals referrals;
    private final Verifications verifications;
    private final Audit audit;
    private final Pool pool;
    private final Cursors cursors;

    ReferredRelatives(
            Referrals referrals,
            Verifications verifications,
            Audit audit,
            @ReactiveDataSource("statements") Pool pool,
            Cursors cursors) {
        this.referrals = referrals;
        this.verifications = verifications;
        this.audit = audit;
        this.pool = pool;
        this.cursors = cursors;
    }

    /** Records the relative and opens the verification; to be called in a transaction. */
    Uni<ReferredRelativeView> refer(Actor actor, Referral referral) {
        return referrals.record(actor, referral).chain(recorded -> verifications
                .open(recorded.matchId(), Cause.REFERRAL, null)
                .call(() -> audit.record(actor, "referRelative", "referred_relative", recorded.referralId()))
                .map(task -> new ReferredRelativeView(
                        recorded.referralId(),
                        referral.officialId(),
                        recorded.officialName(),
                        referral.beneficiaryId(),
                        referral.name(),
                        referral.relation(),
                        referral.reason(),
                        referral.objectionId(),
                        task.id,
                        task.createdAt)));
    }

    Uni<Page<ReferredRelativeView>> list(
            Actor actor, @Nullable UUID unit, @Nullable UUID official, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1).stream().findFirst().map(UUID::fromString);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple(Arrays.asList(actor.unitId(), unit, official, after.orElse(null), limit + 1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ReferredRelativeView::of)
                        .toList())
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id())));
    }

    /** @throws ProblemException 404 for what the actor may not know */
    Uni<ReferredRelativeView> get(Actor actor, UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(actor.unitId(), id)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .findFirst()
                .map(ReferredRelativeView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }
}
