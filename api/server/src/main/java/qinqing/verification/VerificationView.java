package qinqing.verification;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Terms;
import qinqing.matching.MatchView;

/** A verification as it goes out. */
public record VerificationView(
        UUID id,
        UUID matchId,
        @Nullable MatchView match,
        @Nullable UUID referralId,
        UUID unitId,
        String unitName,
        UUID ownerId,
        Cause cause,
        String ownerName,
        @Nullable String assignmentNote,
        VerificationStatus state,
        DueView due,
        int round,
        @Nullable UUID reopenedFor,
        @Nullable FindingView finding,
        @Nullable SignatureView signature,
        @Nullable UUID leadId,
        Instant createdAt) {

    /** @param why one Chinese sentence */
    public record DueView(LocalDate dueOn, String why, String requirement, boolean overdue) {}

    /** What the verifier found; still without effect while the state is FOUND. */
    public record FindingView(
            Finding outcome,
            String reasons,
            @Nullable Measure measure,
            UUID recordedBy,
            String recordedByName,
            Instant recordedAt) {}

    /** @param decision CONFIRM, or RETURN while the task is with the verifier again */
    public record SignatureView(
            String decision, @Nullable String reasons, UUID signedBy, String signedByName, Instant signedAt) {}

    static VerificationView of(Row row, LocalDate today, @Nullable MatchView match) {
        var cause = Cause.valueOf(row.getString("cause"));
        var status = VerificationStatus.valueOf(row.getString("status"));
        var dueOn = row.getLocalDate("due_on");
        return new VerificationView(
                row.getUUID("id"),
                row.getUUID("match_id"),
                match,
                row.getUUID("referred_id"),
                row.getUUID("unit_id"),
                row.getString("unit_name"),
                row.getUUID("owner_id"),
                cause,
                row.getString("owner_name"),
                row.getString("assignment_note"),
                status,
                new DueView(
                        dueOn,
                        row.getString("due_because"),
                        Terms.defaults().of(cause.term()).requirement(),
                        !status.isOver() && today.isAfter(dueOn)),
                row.getInteger("round"),
                row.getUUID("objection_id"),
                finding(row),
                signature(row, status),
                row.getUUID("lead_id"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    VerificationView with(MatchView whole) {
        return new VerificationView(
                id,
                matchId,
                whole,
                referralId,
                unitId,
                unitName,
                ownerId,
                cause,
                ownerName,
                assignmentNote,
                state,
                due,
                round,
                reopenedFor,
                finding,
                signature,
                leadId,
                createdAt);
    }

    private static @Nullable FindingView finding(Row row) {
        var outcome = row.getString("finding");
        var measure = row.getString("measure");
        return outcome == null
                ? null
                : new FindingView(
                        Finding.valueOf(outcome),
                        row.getString("opinion"),
                        measure == null ? null : Measure.valueOf(measure),
                        row.getUUID("found_by"),
                        row.getString("finder_name"),
                        instant(row, "found_at"));
    }

    private static @Nullable SignatureView signature(Row row, VerificationStatus status) {
        if (row.getUUID("signed_by") != null) {
            return new SignatureView(
                    "CONFIRM", null, row.getUUID("signed_by"), row.getString("signer_name"), instant(row, "signed_at"));
        }
        return row.getUUID("returned_by") == null || status != VerificationStatus.OPEN
                ? null
                : new SignatureView(
                        "RETURN",
                        row.getString("return_reasons"),
                        row.getUUID("returned_by"),
                        row.getString("returner_name"),
                        instant(row, "returned_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time.toInstant();
    }
}
