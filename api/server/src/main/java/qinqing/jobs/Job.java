package qinqing.jobs;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.problem.Text;

/**
 * A job as it stands in the database.
 *
 * @param attempt how often a worker began it
 * @param done finished pieces of {@code total}; total is 0 while unknown
 * @param cancelRequested somebody asked to stop it; the worker notices after the page it is at
 */
public record Job(
        UUID id,
        String kind,
        JobState state,
        int attempt,
        long done,
        long total,
        boolean cancelRequested,
        @Nullable UUID requestedBy,
        @Nullable UUID unitId,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure) {

    /** Why it is FAILED. */
    public record Failure(String code, Text detail) {}

    /** What goes out to clients, texts in the language they asked for. */
    public JobView view(List<Locale> wanted) {
        return new JobView(
                state,
                new JobView.ProgressView(done, total),
                startedAt,
                finishedAt,
                failure == null
                        ? null
                        : new JobView.FailureView(
                                failure.code(), failure.detail().in(wanted)));
    }

    static Job of(Row row) {
        var code = row.getString("failure_code");
        return new Job(
                row.getUUID("id"),
                row.getString("kind"),
                JobState.valueOf(row.getString("state")),
                row.getInteger("attempt"),
                row.getLong("done"),
                row.getLong("total"),
                row.getBoolean("cancel_requested"),
                row.getUUID("requested_by"),
                row.getUUID("unit_id"),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")),
                code == null
                        ? null
                        : new Failure(code, new Text(row.getString("failure_zh"), row.getString("failure_en"))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
