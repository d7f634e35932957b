package qinqing.matching;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import qinqing.actor.Actor;
import qinqing.kernel.Ids;
import qinqing.kernel.PersonName;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.tenant.Tenancy;
import qinqing.unit.Units;

/** Turns what the public says about undeclared relatives into hits (A2.3, A9.5). */
@ApplicationScoped
public class Referrals {
    /** Nobody measured it: as likely as not, until it is verified. */
    private static final double UNKNOWN = 0.5;

    private static final String SENTENCE = "群众反映为该干部的亲属，本人未报告，须核查。";

    private static final String CONCERNED = """
            select o.name, o.unit_id, p.unit_id, p.id
              from official o, beneficiary b join programme p on p.id = b.programme_id
             where o.id = :official and b.id = :beneficiary
               and exists (select from unit u where u.id in (o.unit_id, p.unit_id) and u.ancestors @> array[cast(:mine as uuid)])
            """;
    private static final String NAMED = """
            insert into referred_relative (id, county_code, unit_id, official_id, beneficiary_id, name, relation, reason, referred_by,
                                           objection_id, created_at)
            values (:id, :county, :unit, :official, :beneficiary, :name, :relation, :reason, :by, cast(nullif(:objection, '') as uuid), :now)
            """;
    private static final String HIT = """
            insert into match (id, county_code, unit_id, source, beneficiary_id, referred_id, official_id, official_unit_id, programme_id,
                               relative_name_key, kinship, band, probability, evidence, sentence, own_sphere, sphere, seen_at, created_at)
            values (:id, :county, :unit, 'REFERRED', :beneficiary, :referral, :official, :home, :programme, :key, 'OTHER', 'POSSIBLE',
                    :probability, '[]', :sentence, :sphere <> '', nullif(:sphere, ''), :now, :now)
            """;

    private final Units units;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    Referrals(Units units, Ids ids, Clock clock, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.units = units;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /**
     * Records it, in the present transaction.
     *
     * @throws ProblemException 422 when neither the official nor the benefit lies within the actor's units
     */
    public Uni<Referral.Recorded> record(Actor actor, Referral referral) {
        return Tenancy.asHouseInSession(() -> {
            return Panache.getSession().chain(session -> session.createNativeQuery(CONCERNED, Object[].class)
                    .setParameter("official", referral.officialId())
                    .setParameter("beneficiary", referral.beneficiaryId())
                    .setParameter("mine", actor.unitId())
                    .getSingleResultOrNull()
                    .chain(row -> {
                        if (row == null) {
                            throw notYours();
                        }
                        return record(session, actor, referral, row);
                    }));
        });
    }

    private Uni<Referral.Recorded> record(Mutiny.Session session, Actor actor, Referral referral, Object[] row) {
        var home = (UUID) row[1];
        var approving = (UUID) row[2];
        var recorded = new Referral.Recorded(ids.timeOrdered(), ids.timeOrdered(), (String) row[0]);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return session.createNativeQuery(NAMED)
                .setParameter("id", recorded.referralId())
                .setParameter("county", countyCode)
                .setParameter("unit", approving)
                .setParameter("official", referral.officialId())
                .setParameter("beneficiary", referral.beneficiaryId())
                .setParameter("name", referral.name())
                .setParameter("relation", referral.relation())
                .setParameter("reason", referral.reason())
                .setParameter("by", actor.accountId())
                .setParameter(
                        "objection",
                        referral.objectionId() == null
                                ? ""
                                : referral.objectionId().toString())
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> sphere(approving, home))
                .chain(sphere -> session.createNativeQuery(HIT)
                        .setParameter("id", recorded.matchId())
                        .setParameter("county", countyCode)
                        .setParameter("unit", approving)
                        .setParameter("beneficiary", referral.beneficiaryId())
                        .setParameter("referral", recorded.referralId())
                        .setParameter("official", referral.officialId())
                        .setParameter("home", home)
                        .setParameter("programme", row[3])
                        .setParameter("key", PersonName.of(referral.name()).key())
                        .setParameter("probability", UNKNOWN)
                        .setParameter("sentence", SENTENCE)
                        .setParameter("sphere", sphere)
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWith(recorded);
    }

    /** The same for what does not exist and what one may not know. */
    private static ProblemException notYours() {
        var say = new Text("没有此党员干部或受益事项，或者不在您的管理范围内", "there is no such official or benefit within your units");
        return new ProblemException(
                ProblemType.RULE_NOT_MET,
                say,
                List.of(
                        new ProblemException.FieldError("/officialId", say),
                        new ProblemException.FieldError("/beneficiaryId", say)));
    }

    private Uni<String> sphere(UUID approving, UUID home) {
        return units.get(approving).chain(one -> units.get(home)
                .map(other -> Sphere.of(one, other).map(Enum::name).orElse("")));
    }
}
