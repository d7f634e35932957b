package qinqing.matching;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.jobs.JobEvents;
import qinqing.jobs.JobState;
import qinqing.jobs.StreamsJob;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/matching-runs")
class MatchingRunResource {
    private static final String PATH = "/api/v1/matching-runs/";

    /** Exactly the id that the scope names. */
    record Wanted(
            @NotNull RunScope scope,
            @Nullable UUID unitId,
            @Nullable UUID batchId,
            @Nullable UUID officialId) {

        @Nullable
        UUID subject() {
            return switch (scope) {
                case COUNTY -> null;
                case UNIT -> unitId;
                case BATCH -> batchId;
                case DECLARANT -> officialId;
            };
        }

        void check() {
            var errors = new ArrayList<ProblemException.FieldError>();
            need(errors, "/unitId", unitId, scope == RunScope.UNIT);
            need(errors, "/batchId", batchId, scope == RunScope.BATCH);
            need(errors, "/officialId", officialId, scope == RunScope.DECLARANT);
            if (!errors.isEmpty()) {
                throw new ProblemException(
                        ProblemType.INVALID_INPUT, new Text("比对范围与所填编号不符", "The scope and the ids don't fit"), errors);
            }
        }

        private static void need(
                List<ProblemException.FieldError> errors, String pointer, @Nullable UUID value, boolean needed) {
            if (needed != (value != null)) {
                errors.add(new ProblemException.FieldError(
                        pointer,
                        needed
                                ? new Text("此范围须填写", "needed for this scope")
                                : new Text("此范围不得填写", "not for this scope")));
            }
        }
    }

    private final MatchingRuns runs;
    private final CurrentActor actor;
    private final JobEvents events;
    private final Idempotency idempotency;

    MatchingRunResource(MatchingRuns runs, CurrentActor actor, JobEvents events, Idempotency idempotency) {
        this.runs = runs;
        this.actor = actor;
        this.events = events;
        this.idempotency = idempotency;
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<MatchingRunView>> listMatchingRuns(
            @QueryParam("scope") @Nullable RunScope scope,
            @QueryParam("state") @Nullable JobState state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return runs.list(actor.get(), scope, state, cursor, Cursors.limit(limit), headers.getAcceptableLanguages());
    }

    @POST
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> createMatchingRun(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Wanted wanted) {
        wanted.check();
        return idempotency.once(actor.get(), "createMatchingRun", key, wanted, () -> runs.request(
                        actor.get(), wanted.scope(), wanted.subject())
                .map(run -> Response.accepted(MatchingRunView.queued(run))
                        .location(URI.create(PATH + run.id))
                        .tag(Versions.tag(run.version))
                        .build()));
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    @Path("/{runId}")
    public Uni<Response> getMatchingRun(UUID runId, @Context HttpHeaders headers) {
        return runs.get(actor.get(), runId, headers.getAcceptableLanguages()).map(shown -> Response.ok(shown.view())
                .tag(Versions.tag(shown.version()))
                .build());
    }

    @DELETE
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    @Path("/{runId}")
    public Uni<Void> cancelMatchingRun(UUID runId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return runs.cancel(actor.get(), runId, ifMatch);
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    @Path("/{runId}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @StreamsJob
    public Multi<OutboundSseEvent> streamMatchingRunEvents(UUID runId, @Context Sse sse) {
        return events.of(runs.jobOf(actor.get(), runId), sse);
    }
}
