package qinqing.programme;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ProgrammeRepository implements PanacheRepositoryBase<Programme, UUID> {
    /** Newest first; unit means the approving or running unit or one below. */
    private static final String LIST = """
            select p.* from programme p
            where (cast(:q as text) is null or p.name ilike '%' || :q || '%' escape '\\' or p.code = :q)
              and (cast(:unit as uuid) is null or exists (
                    select from unit u where u.id in (p.unit_id, p.running_unit_id)
                                         and u.ancestors @> array[cast(:unit as uuid)]))
              and (cast(:kind as text) is null or p.kind = :kind)
              and (cast(:year as integer) is null
                   or (extract(year from p.starts_on) <= :year
                       and (p.ends_on is null or extract(year from p.ends_on) >= :year)))
              and (cast(:beforeDay as date) is null or (p.starts_on, p.id) < (cast(:beforeDay as date), cast(:beforeId as uuid)))
            order by p.starts_on desc, p.id desc
            limit :limit
            """;

    private static final String COUNTS = """
            select programme_id, sum(rows_good) from beneficiary_batch
            where programme_id in (:programmes) and status in ('IMPORTED', 'ENDORSED')
            group by programme_id
            """;

    record Question(
            @Nullable String q,
            @Nullable UUID unit,
            @Nullable BenefitKind kind,
            @Nullable Integer year) {}

    Uni<List<Programme>> find(Question question, @Nullable LocalDate beforeDay, @Nullable UUID beforeId, int limit) {
        var kind = question.kind();
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, Programme.class)
                .setParameter("q", question.q() == null ? null : literally(question.q()))
                .setParameter(
                        "unit", question.unit() == null ? null : question.unit().toString())
                .setParameter("kind", kind == null ? null : kind.name())
                .setParameter("year", question.year())
                .setParameter("beforeDay", beforeDay)
                .setParameter("beforeId", beforeId == null ? null : beforeId.toString())
                .setParameter("limit", limit)
                .getResultList());
    }

    /** Rows of lists read, by programme. */
    Uni<Map<UUID, Long>> beneficiaries(Collection<UUID> programmes) {
        if (programmes.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COUNTS, Object[].class)
                        .setParameter("programmes", programmes)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (UUID) row[0], row -> ((Number) row[1]).longValue())));
    }

    /** Whether any of its lists was endorsed and thereby compared. */
    Uni<Boolean> wasCompared(UUID programme) {
        return exists(
                "select exists (select from beneficiary_batch where programme_id = :id and status = 'ENDORSED')",
                programme);
    }

    /** Whether any list was ever handed in, whatever became of it. */
    Uni<Boolean> hasLists(UUID programme) {
        return exists("select exists (select from beneficiary_batch where programme_id = :id)", programme);
    }

    private static Uni<Boolean> exists(String question, UUID programme) {
        return Panache.getSession().chain(session -> session.createNativeQuery(question, Boolean.class)
                .setParameter("id", programme)
                .getSingleResult());
    }

    static String literally(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
