package qinqing.objection;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.publicity.PublicFeed;
import qinqing.publicity.PublicityTerms;
import qinqing.token.CurrentActor;

@Path("/api/v1/objections")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ObjectionResource {
    enum Decision {
        ACCEPT,
        REJECT
    }

    enum Outcome {
        UPHELD,
        NOT_UPHELD
    }

    record ScreeningInput(
            @NotNull Decision decision,
            @Nullable @Size(max = 2000) String reasons,
            @Nullable Boolean newFacts) {}

    record ResolutionInput(
            @NotNull Outcome outcome,
            @NotBlank @Size(max = 2000) String reply) {}

    private final Objections objections;
    private final PublicFeed feed;
    private final PublicityTerms terms;
    private final CurrentActor actor;

    ObjectionResource(Objections objections, PublicFeed feed, PublicityTerms terms, CurrentActor actor) {
        this.objections = objections;
        this.feed = feed;
        this.terms = terms;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<ObjectionView>> listObjections(
            @QueryParam("unitId") @Nullable UUID unit,
            @QueryParam("noticeId") @Nullable UUID notice,
            @QueryParam("state") @Nullable ObjectionStatus state,
            @QueryParam("overdue") @Nullable Boolean overdue,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var wanted = new Objections.Wanted(unit, notice, state, overdue);
        return objections
                .list(actor.get(), wanted, cursor, Cursors.limit(limit))
                .map(page -> page.map(opened -> ObjectionView.of(opened, terms.today())));
    }

    @GET
    @Path("/{objectionId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> getObjection(UUID objectionId) {
        return objections.get(actor.get(), objectionId).map(this::answer);
    }

    @PUT
    @Path("/{objectionId}/screening")
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.INSPECTOR})
    public Uni<Response> screenObjection(
            UUID objectionId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ScreeningInput input) {
        var decision = new Objections.Screening(
                input.decision() == Decision.ACCEPT, input.reasons(), Boolean.TRUE.equals(input.newFacts()));
        return objections
                .screen(actor.get(), objectionId, ifMatch, decision)
                .invoke(feed::forget)
                .map(this::answer);
    }

    @PUT
    @Path("/{objectionId}/resolution")
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.INSPECTOR})
    public Uni<Response> resolveObjection(
            UUID objectionId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ResolutionInput input) {
        return objections
                .resolve(actor.get(), objectionId, ifMatch, input.outcome() == Outcome.UPHELD, input.reply())
                .map(this::answer);
    }

    private Response answer(ObjectionView.Opened opened) {
        return Response.ok(ObjectionView.of(opened, terms.today()))
                .tag(Versions.tag(opened.objection().version))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
