package qinqing.benefit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class BatchRepository implements PanacheRepositoryBase<BeneficiaryBatch, UUID> {
    private static final int ROWS_IN_A_PIECE = 20_000;

    /** Lists of a subtree: those its units collected, and those of programmes its units approve (they verify them, A9.1). */
    static final String VISIBLE = """
            exists (select from unit u
                    where (u.id = b.unit_id or u.id = (select p.unit_id from programme p where p.id = b.programme_id))
                      and u.ancestors @> array[cast(:mine as uuid)])""";

    private static final String LIST = """
            select b.* from beneficiary_batch b
            where (:county or """ + " " + VISIBLE + """
            )
              and (cast(:unit as uuid) is null or exists (
                    select from unit u where u.id = b.unit_id and u.ancestors @> array[cast(:unit as uuid)]))
              and (cast(:programme as uuid) is null or b.programme_id = cast(:programme as uuid))
              and (cast(:status as text) is null or b.status = :status)
              and (cast(:before as uuid) is null or b.id < cast(:before as uuid))
            order by b.id desc
            limit :limit
            """;

    private static final String ONE = """
            select exists (select from beneficiary_batch b where b.id = :id and (:county or """ + " " + VISIBLE + "))";

    private static final String FINDINGS = """
            select row_number, position, column_name, field, severity, reason
            from beneficiary_row_error
            where batch_id = :batch and (row_number, position) > (:row, :position)
            order by row_number, position
            limit :limit
            """;

    /** @param mine the unit whose subtree is seen; ignored with {@code county} */
    record Sight(UUID mine, boolean county) {}

    record Question(
            @Nullable UUID unit,
            @Nullable UUID programme,
            @Nullable BatchStatus status) {}

    Uni<List<BeneficiaryBatch>> find(Sight sight, Question question, @Nullable UUID before, int limit) {
        var status = question.status();
        return Panache.getSession().chain(session -> session.createNativeQuery(LIST, BeneficiaryBatch.class)
                .setParameter("county", sight.county())
                .setParameter("mine", sight.mine().toString())
                .setParameter("unit", text(question.unit()))
                .setParameter("programme", text(question.programme()))
                .setParameter("status", status == null ? null : status.name())
                .setParameter("before", text(before))
                .setParameter("limit", limit)
                .getResultList());
    }

    Uni<Boolean> isVisible(Sight sight, UUID id) {
        return Panache.getSession().chain(session -> session.createNativeQuery(ONE, Boolean.class)
                .setParameter("id", id)
                .setParameter("county", sight.county())
                .setParameter("mine", sight.mine().toString())
                .getSingleResult());
    }

    Uni<List<RowErrorView.Stored>> findings(UUID batch, int afterRow, int afterPosition, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FINDINGS, Object[].class)
                        .setParameter("batch", batch)
                        .setParameter("row", afterRow)
                        .setParameter("position", afterPosition)
                        .setParameter("limit", limit)
                        .getResultList())
                .map(rows -> rows.stream().map(RowErrorView.Stored::of).toList());
    }

    /** The open list of a programme, locked so that rows pushed at once are counted one after the other. */
    Uni<@Nullable BeneficiaryBatch> openList(UUID programme) {
        return find(
                        "programmeId = ?1 and source = ?2 and status = ?3",
                        programme,
                        BeneficiaryBatch.Source.PUSHED,
                        BatchStatus.IMPORTED)
                .withLock(jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /**
     * In pieces, since a connection that says nothing for long is taken for dead.
     *
     * @return how many rows may be compared from now on (A5.5)
     */
    Uni<Integer> endorseRows(UUID batch) {
        return endorsePiece(batch)
                .chain(piece -> piece < ROWS_IN_A_PIECE
                        ? Uni.createFrom().item(piece)
                        : endorseRows(batch).map(rest -> piece + rest));
    }

    private Uni<Integer> endorsePiece(UUID batch) {
        return Panache.getSession().chain(session -> session.createNativeQuery("""
                        update beneficiary set endorsed = true
                        where id in (select id from beneficiary where batch_id = :batch and not endorsed limit :piece)
                        """)
                .setParameter("batch", batch)
                .setParameter("piece", ROWS_IN_A_PIECE)
                .executeUpdate());
    }

    Uni<String> nameOfAccount(UUID account) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select coalesce((select display_name from account where id = :id), '')", String.class)
                .setParameter("id", account)
                .getSingleResult());
    }

    static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
