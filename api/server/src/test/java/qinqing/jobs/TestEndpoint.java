package qinqing.jobs;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Jobs as a feature's resource would offer them. */
@Path("/test/jobs")
@PermitAll
public class TestEndpoint {
    private final Jobs jobs;
    private final Clock clock;

    TestEndpoint(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @POST
    @Path("/{id}")
    @WithTransaction
    public Uni<JobView> ask(UUID id, @QueryParam("fail") boolean fail) {
        return jobs.enqueue(JobTicket.byHouse(id, TestKind.NAME)).map(queued -> {
            if (fail) {
                throw new IllegalStateException("the domain row could not be written");
            }
            return JobView.queued();
        });
    }

    @GET
    @Path("/{id}")
    public Uni<JobView> read(UUID id) {
        return jobs.find(id).map(found -> found.orElseThrow().view(List.of()));
    }

    @DELETE
    @Path("/{id}")
    @WithTransaction
    public Uni<Boolean> cancel(UUID id) {
        return jobs.cancel(id);
    }

    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<JobView> events(UUID id, @QueryParam("millis") long millis) {
        return jobs.watch(id, clock.instant().plus(Duration.ofMillis(millis))).map(job -> job.view(List.of()));
    }
}
