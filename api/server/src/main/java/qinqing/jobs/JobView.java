package qinqing.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The job-like part of a resource that 202 points to (contract: long work). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        JobState state,
        ProgressView progress,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable FailureView failure) {

    /** @param total 0 while it is unknown */
    public record ProgressView(long done, long total) {}

    public record FailureView(String code, String detail) {}

    /** Of a job that was put into the queue just now. */
    public static JobView queued() {
        return new JobView(JobState.QUEUED, new ProgressView(0, 0), null, null, null);
    }
}
