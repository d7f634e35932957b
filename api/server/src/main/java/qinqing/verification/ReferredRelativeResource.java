package qinqing.verification;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.PersonName;
import qinqing.matching.Referral;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/referred-relatives")
class ReferredRelativeResource {
    private static final String PATH = "/api/v1/referred-relatives/";

    record Referred(
            @NotNull UUID officialId,
            @NotNull UUID beneficiaryId,
            @NotBlank @Size(max = 50) String name,
            @NotBlank @Size(max = 100) String relation,
            @NotBlank @Size(max = 2000) String reason,
            @Nullable UUID objectionId) {

        /** @throws ProblemException 422 when the name is none */
        Referral checked() {
            if (PersonName.reasonAgainst(name).isPresent()) {
                var say = new Text("姓名含有不能用于姓名的字符", "this is not a name");
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET, say, List.of(new ProblemException.FieldError("/name", say)));
            }
            return new Referral(officialId, beneficiaryId, name, relation, reason, objectionId);
        }

        /** Holds what a person said. */
        @Override
        public String toString() {
            return "Referred";
        }
    }

    private final ReferredRelatives referred;
    private final CurrentActor actor;
    private final Idempotency idempotency;

    ReferredRelativeResource(ReferredRelatives referred, CurrentActor actor, Idempotency idempotency) {
        this.referred = referred;
        this.actor = actor;
        this.idempotency = idempotency;
    }

    @GET
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<ReferredRelativeView>> listReferredRelatives(
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("officialId") @Nullable UUID officialId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return referred.list(actor.get(), unitId, officialId, cursor, Cursors.limit(limit));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> referRelative(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Referred input) {
        var referral = input.checked();
        return idempotency.once(actor.get(), "referRelative", key, input, () -> referred.refer(actor.get(), referral)
                .map(view -> Response.created(URI.create(PATH + view.id()))
                        .entity(view)
                        .tag(Versions.tag(0))
                        .build()));
    }

    @GET
    @Path("/{referralId}")
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> getReferredRelative(UUID referralId) {
        return referred.get(actor.get(), referralId)
                .map(view -> Response.ok(view).tag(Versions.tag(0)).build());
    }
}
