package qinqing.matching;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.tenant.Tenancy;

/** Which relatives of which officials enjoy funds, build projects or take services (A8.3). */
@ApplicationScoped
public class Matches {
    static final String LIST = "listMatches";

    private static final String SHOWN = """
            select m.id, m.run_id, m.beneficiary_id, b.name as beneficiary_name, b.role as beneficiary_role, m.programme_id,
                   p.name as programme_name, p.kind as benefit_kind, b.amount, coalesce(b.address_public, site.name) as place,
                   coalesce(b.granted_on, p.starts_on) as starts_on, m.official_id, o.name as official_name,
                   ou.name as official_unit_name, o.post as official_post, r.declaration_id, m.source, m.relative_id, m.referred_id,
                   coalesce(r.name, named.name, o.name) as relative_name, m.kinship, named.relation as referred_relation, m.band,
                   m.probability, m.sentence, m.evidence, m.own_sphere, m.sphere, m.status, m.copied_at, m.version,
                   v.id as verification_id, v.signed_at as found_at
              from match m
              join beneficiary b on b.id = m.beneficiary_id
              join programme p on p.id = m.programme_id
              join official o on o.id = m.official_id
              join unit ou on ou.id = m.official_unit_id
              left join unit site on site.id = p.site_unit_id
              left join relative r on r.id = m.relative_id
              left join referred_relative named on named.id = m.referred_id
              left join lateral (select id, signed_at from verification where match_id = m.id order by round desc limit 1) v on true
            """;

    /** Staff see what their unit and those below it approve; an official what was copied to them. */
    private static final String SEEN = """
             where case when $1::uuid is null
                        then exists (select from unit u where u.id = m.unit_id and u.ancestors @> array[$2::uuid])
                        else m.official_id = $1 and m.copied_at is not null end
            """;

    private static final String WHOLE = SHOWN + " where m.id = $1";
    private static final String ONE = SHOWN + SEEN + " and m.id = $3";
    private static final String PAGE = SHOWN + SEEN + """
             and ($3::uuid is null or exists (select from unit u where u.id = m.unit_id and u.ancestors @> array[$3::uuid]))
             and ($4::uuid is null or m.official_id = $4) and ($5::uuid is null or m.programme_id = $5)
             and ($6::uuid is null or b.batch_id = $6) and ($7::uuid is null or m.run_id = $7)
             and ($8::text is null or m.band = $8) and ($9::text is null or m.status = $9)
             and ($10::boolean is null or m.own_sphere = $10) and ($11::uuid is null or m.id < $11)
             order by m.id desc limit $12
            """;

    private static final String SETTLE =
            "update match set status = :status, version = version + 1 where id = :id and status in (:before)";

    private final Pool pool;
    private final Cursors cursors;
    private final CopiesToDeclarant copies;

    Matches(@ReactiveDataSource("statements") Pool pool, Cursors cursors, CopiesToDeclarant copies) {
        this.pool = pool;
        this.cursors = cursors;
        this.copies = copies;
    }

    /** What a client narrows the list to. */
    record Question(
            @Nullable UUID unitId,
            @Nullable UUID officialId,
            @Nullable UUID programmeId,
            @Nullable UUID batchId,
            @Nullable UUID runId,
            @Nullable String certainty,
            @Nullable MatchStatus state,
            @Nullable Boolean ownSphere,
            @Nullable String cursor,
            int limit) {}

    /** A hit with its version. */
    record Shown(MatchView view, int version) {}

    Uni<Page<MatchView>> list(Actor actor, Question asked) {
        var after = cursors.read(LIST, asked.cursor(), 1).stream().findFirst().map(UUID::fromString);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple(Arrays.asList(
                        official(actor),
                        actor.unitId(),
                        asked.unitId(),
                        asked.officialId(),
                        asked.programmeId(),
                        asked.batchId(),
                        asked.runId(),
                        asked.certainty(),
                        asked.state() == null ? null : asked.state().name(),
                        asked.ownSphere(),
                        after.orElse(null),
                        asked.limit() + 1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> shown(actor, row).view())
                        .toList())
                .map(found -> Page.of(found, asked.limit(), last -> cursors.write(LIST, last.id())));
    }

    /** @throws ProblemException 404 for a hit the actor may not know */
    Uni<Shown> get(Actor actor, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.tuple(Arrays.asList(official(actor), actor.unitId(), id)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> shown(actor, row))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    /** The whole hit as last committed, for a later step that has checked the right to see it already. */
    public Uni<Optional<MatchView>> find(UUID id) {
        return Tenancy.asHouse(
                () -> pool.preparedQuery(WHOLE).execute(Tuple.of(id)).map(rows -> StreamSupport.stream(
                                rows.spliterator(), false)
                        .findFirst()
                        .map(MatchView::whole)));
    }

    /** {@code null} for staff; an account bound to no official sees nothing as OFFICIAL. */
    private static @Nullable UUID official(Actor actor) {
        if (actor.role() != Role.OFFICIAL) {
            return null;
        }
        return actor.officialId() == null ? new UUID(0, 0) : actor.officialId();
    }

    private static Shown shown(Actor actor, Row row) {
        var whole = MatchView.whole(row);
        return new Shown(actor.role() == Role.OFFICIAL ? whole.ofAnnex3() : whole, row.getInteger("version"));
    }

    /**
     * The hit follows its verification, in the present transaction: decided, or open again. What concerns the declarant is copied to
     * them (A8.3). Done in the name of the house: whoever signs may sit above the approving unit, or in the inspection body.
     *
     * @throws IllegalStateException when the hit is in no state from which this follows
     */
    public Uni<Void> settle(UUID match, MatchStatus status) {
        var before = Arrays.stream(MatchStatus.values())
                .filter(state -> state.next().contains(status))
                .map(Enum::name)
                .toList();
        return Tenancy.asHouseInSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(SETTLE)
                        .setParameter("status", status.name())
                        .setParameter("id", match)
                        .setParameter("before", before)
                        .executeUpdate())
                .invoke(changed -> {
                    if (changed != 1) {
                        throw new IllegalStateException("hit " + match + " cannot become " + status);
                    }
                })
                .chain(() -> status.concernsTheDeclarant()
                        ? copies.copyFound(match)
                        : Uni.createFrom().voidItem()));
    }
}
