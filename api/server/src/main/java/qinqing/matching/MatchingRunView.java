package qinqing.matching;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.jobs.JobState;
import qinqing.jobs.JobView;
import qinqing.problem.Text;

/**
 * A run as it goes out: of {@code unitId}, {@code batchId} and {@code officialId} the one that its scope names.
 *
 * @param declarants how many officials a run over declarants compares, the first one included
 */
public record MatchingRunView(
        UUID id,
        RunScope scope,
        @Nullable UUID unitId,
        @Nullable UUID batchId,
        @Nullable UUID officialId,
        @Nullable Integer declarants,
        String trigger,
        JobState state,
        JobView.ProgressView progress,
        @Nullable CountsView counts,
        JobView.@Nullable FailureView failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Of a published run. */
    public record CountsView(
            long beneficiaries, long relatives, long certain, long probable, long possible, long newMatches) {}

    static MatchingRunView queued(MatchingRun run) {
        return of(
                run.id,
                run.scope,
                run.subjectId,
                0,
                run.trigger.name(),
                JobState.QUEUED,
                new JobView.ProgressView(0, 0),
                null,
                null,
                run.createdAt,
                null,
                null);
    }

    static MatchingRunView of(Row row, List<Locale> wanted) {
        return of(
                row.getUUID("id"),
                RunScope.valueOf(row.getString("scope")),
                row.getUUID("subject_id"),
                row.getInteger("others"),
                row.getString("trigger"),
                JobState.valueOf(row.getString("state")),
                new JobView.ProgressView(row.getLong("done"), row.getLong("total")),
                counts(row),
                failure(row, wanted),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static MatchingRunView of(
            UUID id,
            RunScope scope,
            @Nullable UUID subject,
            int others,
            String trigger,
            JobState state,
            JobView.ProgressView progress,
            @Nullable CountsView counts,
            JobView.@Nullable FailureView failure,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {
        return new MatchingRunView(
                id,
                scope,
                scope == RunScope.UNIT ? subject : null,
                scope == RunScope.BATCH ? subject : null,
                scope == RunScope.DECLARANT ? subject : null,
                scope == RunScope.DECLARANT ? 1 + others : null,
                trigger,
                state,
                progress,
                counts,
                failure,
                createdAt,
                startedAt,
                finishedAt);
    }

    private static @Nullable CountsView counts(Row row) {
        return row.getOffsetDateTime("published_at") == null
                ? null
                : new CountsView(
                        row.getLong("beneficiaries"),
                        row.getLong("relatives"),
                        row.getInteger("certain_hits"),
                        row.getInteger("probable_hits"),
                        row.getInteger("possible_hits"),
                        row.getInteger("new_matches"));
    }

    private static JobView.@Nullable FailureView failure(Row row, List<Locale> wanted) {
        var code = row.getString("failure_code");
        return code == null
                ? null
                : new JobView.FailureView(
                        code, new Text(row.getString("failure_zh"), row.getString("failure_en")).in(wanted));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
