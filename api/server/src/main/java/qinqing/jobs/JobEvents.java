package qinqing.jobs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The progress of a job as Server-Sent Events, until it is over or the caller's token is. */
@RequestScoped
public class JobEvents {
    /** What one event says. */
    public record ProgressEvent(JobState state, JobView.ProgressView progress) {}

    private final Jobs jobs;
    private final JsonWebToken token;

    JobEvents(Jobs jobs, JsonWebToken token) {
        this.jobs = jobs;
        this.token = token;
    }

    public Multi<OutboundSseEvent> of(Uni<UUID> job, Sse sse) {
        var until = Instant.ofEpochSecond(token.getExpirationTime());
        var count = new AtomicLong();
        return job.onItem()
                .transformToMulti(id -> jobs.watch(id, until))
                .map(seen -> event(sse, seen, count.incrementAndGet()));
    }

    private static OutboundSseEvent event(Sse sse, Job job, long number) {
        return sse.newEventBuilder()
                .id(Long.toString(number))
                .name(job.state().isOver() ? "end" : "progress")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(
                        ProgressEvent.class,
                        new ProgressEvent(job.state(), new JobView.ProgressView(job.done(), job.total())))
                .build();
    }
}
