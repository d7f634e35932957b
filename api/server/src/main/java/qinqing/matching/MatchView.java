package qinqing.matching;

import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;

/**
 * A hit as it goes out.
 *
 * @param amount decimal yuan
 * @param relation 与受益人亲属关系 as it goes into Annex 3
 */
public record MatchView(
        UUID id,
        @Nullable UUID runId,
        @Nullable UUID beneficiaryId,
        String beneficiaryName,
        @Nullable String beneficiaryRole,
        UUID programmeId,
        String programmeName,
        String benefitKind,
        @Nullable String amount,
        @Nullable String place,
        @Nullable LocalDate startsOn,
        UUID officialId,
        String officialName,
        @Nullable String officialUnitName,
        @Nullable String officialPostTitle,
        @Nullable UUID declarationId,
        String source,
        @Nullable UUID relativeId,
        @Nullable UUID referralId,
        @Nullable String relativeName,
        @Nullable String kinship,
        String relation,
        String certainty,
        @Nullable Double probability,
        @Nullable String sentence,
        @Nullable List<EvidenceView> evidence,
        @Nullable Boolean ownSphere,
        @Nullable String ownSphereWhy,
        MatchStatus state,
        @Nullable UUID verificationId,
        @Nullable Instant copiedAt,
        @Nullable Instant foundAt) {

    /** One compared field: how far it agrees and what that weighs, none of the values. */
    public record EvidenceView(String field, String level, double weight) {}

    /** Everything, for who handles it. */
    static MatchView whole(Row row) {
        var sphere = row.getString("sphere");
        var source = MatchSource.valueOf(row.getString("source"));
        return new MatchView(
                row.getUUID("id"),
                row.getUUID("run_id"),
                row.getUUID("beneficiary_id"),
                row.getString("beneficiary_name"),
                row.getString("beneficiary_role"),
                row.getUUID("programme_id"),
                row.getString("programme_name"),
                row.getString("benefit_kind"),
                amount(row.getBigDecimal("amount")),
                row.getString("place"),
                row.getLocalDate("starts_on"),
                row.getUUID("official_id"),
                row.getString("official_name"),
                row.getString("official_unit_name"),
                row.getString("official_post"),
                row.getUUID("declaration_id"),
                source.name(),
                row.getUUID("relative_id"),
                row.getUUID("referred_id"),
                row.getString("relative_name"),
                source == MatchSource.DECLARED ? row.getString("kinship") : null,
                relation(source, row),
                row.getString("band"),
                row.getDouble("probability"),
                row.getString("sentence"),
                evidence(row),
                row.getBoolean("own_sphere"),
                sphere == null ? null : Sphere.valueOf(sphere).because(),
                MatchStatus.valueOf(row.getString("status")),
                row.getUUID("verification_id"),
                instant(row.getOffsetDateTime("copied_at")),
                instant(row.getOffsetDateTime("found_at")));
    }

    /** Only what Annex 3 shows, for the official concerned (A3.8, A8.3). */
    MatchView ofAnnex3() {
        return new MatchView(
                id,
                null,
                null,
                beneficiaryName,
                null,
                programmeId,
                programmeName,
                benefitKind,
                amount,
                place,
                startsOn,
                officialId,
                officialName,
                officialUnitName,
                officialPostTitle,
                null,
                source,
                null,
                null,
                relativeName,
                kinship,
                relation,
                certainty,
                null,
                null,
                null,
                null,
                null,
                state,
                null,
                copiedAt,
                null);
    }

    private static String relation(MatchSource source, Row row) {
        return switch (source) {
            case DECLARED -> Kinship.valueOf(row.getString("kinship")).title();
            case SELF -> "本人";
            case REFERRED -> row.getString("referred_relation");
        };
    }

    private static List<EvidenceView> evidence(Row row) {
        var fields = row.getJsonArray("evidence");
        return IntStream.range(0, fields.size())
                .mapToObj(fields::getJsonObject)
                .map(field ->
                        new EvidenceView(field.getString("field"), field.getString("level"), field.getDouble("weight")))
                .toList();
    }

    private static @Nullable String amount(@Nullable BigDecimal yuan) {
        return yuan == null ? null : yuan.toPlainString();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
