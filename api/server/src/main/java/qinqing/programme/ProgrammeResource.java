package qinqing.programme;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/programmes")
@Produces(MediaType.APPLICATION_JSON)
class ProgrammeResource {
    private static final String READ = "programmes:read";
    private static final String WRITE = "programmes:write";

    private final Programmes programmes;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    ProgrammeResource(Programmes programmes, Idempotency idempotency, CurrentActor actor) {
        this.programmes = programmes;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN,
        Role.Name.SYSTEM
    })
    public Uni<Page<ProgrammeView>> listProgrammes(
            @QueryParam("q") @Nullable @Size(min = 1, max = 50) String q,
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("kind") @Nullable BenefitKind kind,
            @QueryParam("year") @Nullable @Min(2000) @Max(2100) Integer year,
            @QueryParam("cursor") @Nullable @Size(max = 1000) String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        actor.requireScope(READ);
        return programmes.list(new ProgrammeRepository.Question(q, unitId, kind, year), cursor, Cursors.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    public Uni<Response> createProgramme(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid ProgrammeInput input) {
        var who = actor.requireScope(WRITE);
        return idempotency.once(who, "createProgramme", key, input, () -> programmes
                .create(who, input)
                .map(seen -> Response.created(
                                URI.create("/api/v1/programmes/" + seen.view().id()))
                        .entity(seen.view())
                        .tag(Versions.tag(seen.version()))
                        .build()));
    }

    @GET
    @Path("/{programmeId}")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN,
        Role.Name.SYSTEM
    })
    public Uni<Response> getProgramme(@PathParam("programmeId") UUID id) {
        actor.requireScope(READ);
        return programmes.get(id).map(ProgrammeResource::answer);
    }

    @PUT
    @Path("/{programmeId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    public Uni<Response> updateProgramme(
            @PathParam("programmeId") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ProgrammeInput input) {
        return programmes.update(actor.requireScope(WRITE), id, ifMatch, input).map(ProgrammeResource::answer);
    }

    @PUT
    @Path("/{programmeId}/closure")
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    public Uni<Response> closeProgramme(
            @PathParam("programmeId") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return programmes.close(actor.requireScope(WRITE), id, ifMatch).map(ProgrammeResource::answer);
    }

    @DELETE
    @Path("/{programmeId}")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Void> deleteProgramme(
            @PathParam("programmeId") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return programmes.delete(actor.get(), id, ifMatch);
    }

    private static Response answer(Programmes.Seen seen) {
        return Response.ok(seen.view()).tag(Versions.tag(seen.version())).build();
    }
}
