package qinqing.verification;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A relative named by the public, as it goes out. */
public record ReferredRelativeView(
        UUID id,
        UUID officialId,
        String officialName,
        UUID beneficiaryId,
        String name,
        String relation,
        String reason,
        @Nullable UUID objectionId,
        @Nullable UUID verificationId,
        Instant createdAt) {

    static ReferredRelativeView of(Row row) {
        return new ReferredRelativeView(
                row.getUUID("id"),
                row.getUUID("official_id"),
                row.getString("official_name"),
                row.getUUID("beneficiary_id"),
                row.getString("name"),
                row.getString("relation"),
                row.getString("reason"),
                row.getUUID("objection_id"),
                row.getUUID("verification_id"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
