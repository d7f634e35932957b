package qinqing.inference;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;

/**
 * A question to a declarant as it goes out.
 *
 * @param relativeName masked for the declarant: enough to know one's own family by
 * @param relation 亲属关系 as it would be declared, in the words of Annex 2
 * @param visibleToInspectionOn from this day on the inspection body sees it
 */
record RelativePromptView(
        UUID id,
        UUID officialId,
        String officialName,
        String relativeName,
        @Nullable String kinship,
        @Nullable String relation,
        List<BasisView> bases,
        double probability,
        PromptStatus state,
        @Nullable String note,
        LocalDate askedOn,
        LocalDate visibleToInspectionOn,
        @Nullable OffsetDateTime answeredAt) {

    record BasisView(Basis basis, String title) {}

    static RelativePromptView of(Row row, boolean masked) {
        var kinship = row.getString("kinship");
        var name = row.getString("name");
        return new RelativePromptView(
                row.getUUID("id"),
                row.getUUID("official_id"),
                row.getString("official_name"),
                masked ? PersonName.of(name).masked() : name,
                kinship,
                kinship == null ? null : Kinship.valueOf(kinship).title(),
                Arrays.stream(row.getArrayOfStrings("bases"))
                        .map(Basis::valueOf)
                        .map(basis -> new BasisView(basis, basis.title()))
                        .toList(),
                row.getDouble("probability"),
                PromptStatus.valueOf(row.getString("status")),
                row.getString("note"),
                row.getLocalDate("asked_on"),
                row.getLocalDate("visible_on"),
                row.getOffsetDateTime("answered_at"));
    }
}
