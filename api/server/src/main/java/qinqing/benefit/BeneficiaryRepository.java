package qinqing.benefit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.http.Words;
import qinqing.intake.IdQuality;
import qinqing.intake.RowFinding;

@ApplicationScoped
class BeneficiaryRepository implements PanacheRepositoryBase<Beneficiary, UUID> {
    /** Newest list first, then as the file has them: each list is entered by its index, so that a page reads a page. */
    private static final String LIST = """
            select r.*
            from (select b.id from beneficiary_batch b
                  where (:county or """ + " " + BatchRepository.VISIBLE + """
            )
                    and b.status in ('IMPORTED', 'RETURNED', 'ENDORSED')
                    and (cast(:batch as uuid) is null or b.id = cast(:batch as uuid))
                    and (cast(:programme as uuid) is null or b.programme_id = cast(:programme as uuid))
                    and (cast(:afterBatch as uuid) is null or b.id <= cast(:afterBatch as uuid))
                  order by b.id desc) seen
            cross join lateral (
                select * from beneficiary
                where batch_id = seen.id
                  and (cast(:afterBatch as uuid) is null or batch_id <> cast(:afterBatch as uuid)
                       or (row_number, id) > (:afterRow, cast(:afterId as uuid)))
                  and (cast(:q as text) is null or name_key = :nameKey or name ilike :q or company_name ilike :q)
                  and (cast(:quality as text) is null or id_state = :quality)
                order by row_number, id
                limit :limit) r
            order by r.batch_id desc, r.row_number, r.id
            limit :limit
            """;

    private static final String WARNINGS = """
            select batch_id, row_number, reason from beneficiary_row_error
            where batch_id in (:batches) and row_number in (:rows) and severity = 'WARNING'
            order by position
            """;

    private static final String PUSHED_BEFORE = """
            select exists (select from beneficiary r join beneficiary_batch b on b.id = r.batch_id
                           where r.programme_id = :programme and r.external_reference = :reference
                             and b.status in ('IMPORTED', 'ENDORSED'))
            """;

    private static final String ADD_FINDING = """
            insert into beneficiary_row_error (batch_id, row_number, position, field, severity, reason)
            values (:batch, :row, :position, :field, :severity, :reason)
            """;

    record Question(
            @Nullable String q,
            @Nullable UUID programme,
            @Nullable UUID batch,
            @Nullable IdQuality quality) {}

    /** Sort key of the last row shown. */
    record After(UUID batch, int row, UUID id) {}

    Uni<List<Beneficiary>> find(
            BatchRepository.Sight sight, Question question, String nameKey, @Nullable After after, int limit) {
        var quality = question.quality();
        var words = question.q();
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, Beneficiary.class)
                .setParameter("county", sight.county())
                .setParameter("mine", sight.mine().toString())
                .setParameter("batch", BatchRepository.text(question.batch()))
                .setParameter("programme", BatchRepository.text(question.programme()))
                .setParameter("afterBatch", after == null ? null : after.batch().toString())
                .setParameter("afterRow", after == null ? 0 : after.row())
                .setParameter("afterId", after == null ? null : after.id().toString())
                .setParameter("q", Words.contained(words))
                .setParameter("nameKey", nameKey)
                .setParameter("quality", quality == null ? null : quality.name())
                .setParameter("limit", limit)
                .getResultList());
    }

    /** Codes of the warnings of these rows, by list and row. */
    Uni<Map<String, List<String>>> warnings(Collection<Beneficiary> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(WARNINGS, Object[].class)
                        .setParameter(
                                "batches", rows.stream().map(row -> row.batchId).collect(Collectors.toSet()))
                        .setParameter(
                                "rows", rows.stream().map(row -> row.rowNumber).collect(Collectors.toSet()))
                        .getResultList())
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(
                                row -> row[0] + "/" + row[1],
                                Collectors.mapping(row -> (String) row[2], Collectors.toList()))));
    }

    Uni<List<Beneficiary>> othersOfRow(Beneficiary row) {
        return list("batchId = ?1 and rowNumber = ?2 and id <> ?3 order by id", row.batchId, row.rowNumber, row.id);
    }

    Uni<Boolean> wasPushed(UUID programme, String reference) {
        return Panache.getSession().chain(session -> session.createNativeQuery(PUSHED_BEFORE, Boolean.class)
                .setParameter("programme", programme)
                .setParameter("reference", reference)
                .getSingleResult());
    }

    /** One push at a time in a programme: its open list must not be made twice. */
    Uni<Void> takeTurns(UUID programme) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)", String.class)
                        .setParameter("name", "open list " + programme)
                        .getResultList())
                .replaceWithVoid();
    }

    Uni<Integer> add(UUID batch, int row, int position, RowFinding finding) {
        var field = finding.field();
        return Panache.getSession().chain(session -> session.createNativeQuery(ADD_FINDING)
                .setParameter("batch", batch)
                .setParameter("row", row)
                .setParameter("position", position)
                .setParameter("field", field == null ? null : field.name())
                .setParameter("severity", finding.severity().name())
                .setParameter("reason", finding.code())
                .executeUpdate());
    }
}
