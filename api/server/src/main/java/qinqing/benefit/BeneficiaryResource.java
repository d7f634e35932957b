package qinqing.benefit;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.RateLimited;
import qinqing.http.Versions;
import qinqing.intake.IdQuality;
import qinqing.token.CurrentActor;

@Path("/api/v1/beneficiaries")
@Produces(MediaType.APPLICATION_JSON)
class BeneficiaryResource {
    private static final String WRITE = "beneficiaries:write";

    private final Beneficiaries beneficiaries;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    BeneficiaryResource(Beneficiaries beneficiaries, Idempotency idempotency, CurrentActor actor) {
        this.beneficiaries = beneficiaries;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<BeneficiaryView>> listBeneficiaries(
            @QueryParam("q") @Nullable @Size(min = 1, max = 50) String q,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("batchId") @Nullable UUID batchId,
            @QueryParam("idQuality") @Nullable IdQuality quality,
            @QueryParam("cursor") @Nullable @Size(max = 1000) String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return beneficiaries.list(
                actor.get(),
                new BeneficiaryRepository.Question(q, programmeId, batchId, quality),
                cursor,
                Cursors.limit(limit),
                headers.getAcceptableLanguages());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    public Uni<Response> createBeneficiary(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid BeneficiaryInput input,
            @Context HttpHeaders headers) {
        var who = actor.requireScope(WRITE);
        return idempotency.once(who, "createBeneficiary", key, input, () -> beneficiaries
                .push(who, input, headers.getAcceptableLanguages())
                .map(view -> Response.created(URI.create("/api/v1/beneficiaries/" + view.id()))
                        .entity(view)
                        .tag(Versions.tag(0))
                        .build()));
    }

    /** A row never changes, so its version is always the first. */
    @GET
    @Path("/{beneficiaryId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.SYSTEM
    })
    public Uni<Response> getBeneficiary(@PathParam("beneficiaryId") UUID id, @Context HttpHeaders headers) {
        return beneficiaries
                .get(actor.requireScope(WRITE), id, headers.getAcceptableLanguages())
                .map(view -> Response.ok(view).tag(Versions.tag(0)).build());
    }

    @POST
    @Path("/{beneficiaryId}/reveals")
    @Consumes(MediaType.APPLICATION_JSON)
    @RateLimited("reveals")
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<RevealedValue> revealBeneficiaryValue(
            @PathParam("beneficiaryId") UUID id, @NotNull @Valid RevealInput input) {
        return beneficiaries.reveal(actor.get(), id, input);
    }
}
