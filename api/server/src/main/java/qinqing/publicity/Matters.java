package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.programme.BenefitKind;

/** Reads verified matters with all that a notice says of them. */
@ApplicationScoped
class Matters {
    /** A list from outside may say more of itself than a board may show, so places come from units and public forms only (A22.1). */
    private static final String READ = """
            select v.id, m.id, m.unit_id, m.official_id,
                   v.status = 'CLOSED' and v.finding = 'COMPLIANT' and m.status = 'COMPLIANT'
                       and not exists (select 1 from verification later where later.match_id = m.id and later.round > v.round),
                   (select r.notice_id from notice_row r join notice n on n.id = r.notice_id
                    where r.match_id = m.id and n.status in ('DRAFT', 'DISPLAYED', 'SUSPENDED', 'COMPLETED')
                        and not n.prepared limit 1), -- a draft of the house gives way to the clerk's
                   p.kind,
                   case when b.company_name is not null and b.role = 'NATURAL_PERSON' then 'COMPANY' else b.role end,
                   b.company_name, b.name, p.name, b.amount,
                   site_parent.name, site_unit.name,
                   b.address_public, relative.address_public,
                   village_parent.name, village.name, approver.name,
                   coalesce(b.granted_on, p.starts_on),
                   o.name, o.post, office.name, m.kinship, referred.relation,
                   office.id, village.id,
                   coalesce(relative.address_public, b.address_public),
                   coalesce(enjoyed.id, p.site_unit_id, p.unit_id),
                   p.site_unit_id, b.id, b.id_number_sealed
            from verification v
                join match m on m.id = v.match_id
                join beneficiary b on b.id = m.beneficiary_id
                join programme p on p.id = m.programme_id
                join unit approver on approver.id = p.unit_id
                join official o on o.id = m.official_id
                join unit office on office.id = m.official_unit_id
                left join relative on relative.id = m.relative_id
                left join referred_relative referred on referred.id = m.referred_id
                left join unit village on village.status = 'ACTIVE' and village.division_code = case m.source
                        when 'DECLARED' then relative.village_code
                        when 'SELF' then o.village_code
                        else b.village_code end
                left join unit village_parent on village_parent.id = village.parent_id
                left join unit enjoyed on enjoyed.division_code = b.village_code and enjoyed.status = 'ACTIVE'
                left join unit site_unit on site_unit.id = p.site_unit_id
                left join unit site_parent on site_parent.id = site_unit.parent_id
            where v.id in (:ids)
            """;

    /** The known ones of these verifications, in the order asked for. */
    Uni<Map<UUID, Matter>> read(Collection<UUID> verifications) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(READ, Object[].class)
                        .setParameter("ids", verifications)
                        .getResultList())
                .map(rows -> {
                    var found = new LinkedHashMap<UUID, Matter>();
                    verifications.forEach(id -> rows.stream()
                            .filter(row -> row[0].equals(id))
                            .findFirst()
                            .ifPresent(row -> found.put(id, matter(row))));
                    return found;
                });
    }

    private static Matter matter(@Nullable Object[] row) {
        var next = new Columns(row);
        var verification = next.id();
        var match = next.id();
        var unit = next.id();
        var official = next.id();
        var compliant = next.truth();
        var taken = next.idOrNull();
        var kind = BenefitKind.valueOf(next.text());
        var role = next.text();
        var company = next.textOrNull();
        var person = next.text();
        var programme = next.text();
        var amount = (BigDecimal) next.value();
        var builtAt = joined(next.textOrNull(), next.textOrNull());
        var beneficiaryPlace = next.textOrNull();
        var relativePlace = next.textOrNull();
        var villageName = joined(next.textOrNull(), next.textOrNull());
        var approver = next.text();
        var started = (LocalDate) next.value();
        var officialName = next.text();
        var post = next.text();
        var office = next.text();
        var kinship = next.text();
        var relation = next.textOrNull();
        return new Matter(
                verification,
                match,
                unit,
                official,
                compliant,
                taken,
                kind,
                role,
                company == null ? person : company.equals(person) ? company : company + "（" + person + "）",
                programme,
                amount,
                kind == BenefitKind.CONSTRUCTION && builtAt != null
                        ? builtAt
                        : first(beneficiaryPlace, relativePlace, villageName, builtAt, approver),
                started,
                officialName,
                post.startsWith(office) ? post : office + post,
                title(kinship, relation),
                next.id(),
                next.idOrNull(),
                next.textOrNull(),
                next.id(),
                next.idOrNull(),
                next.id(),
                (byte[]) next.value());
    }

    /** One of the sixteen kinships, the official in person, or the words of whoever referred the relative (A2.3). */
    private static String title(String kinship, @Nullable String relation) {
        return switch (kinship) {
            case "SELF" -> "本人";
            case "OTHER" -> relation == null ? "其他亲属" : relation;
            default -> Kinship.valueOf(kinship).title();
        };
    }

    private static @Nullable String joined(@Nullable String above, @Nullable String name) {
        return name == null ? null : above == null ? name : above + name;
    }

    private static String first(@Nullable String... texts) {
        for (var candidate : texts) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        throw new IllegalStateException("a matter without any place");
    }

    /** Reads a row from left to right. */
    private static final class Columns {
        private final @Nullable Object[] row;
        private int at;

        Columns(@Nullable Object[] row) {
            this.row = row;
        }

        @Nullable
        Object value() {
            return row[at++];
        }

        UUID id() {
            return Objects.requireNonNull((UUID) value());
        }

        @Nullable
        UUID idOrNull() {
            return (UUID) value();
        }

        String text() {
            return Objects.requireNonNull((String) value());
        }

        @Nullable
        String textOrNull() {
            return (String) value();
        }

        boolean truth() {
            return Boolean.TRUE.equals(value());
        }
    }
}
