package qinqing.verification;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/verifications")
class VerificationResource {
    record Named(
            @NotNull UUID assignmentId,
            @Nullable @Size(max = 1000) String note) {
        /** Holds what a person typed. */
        @Override
        public String toString() {
            return "Named[" + assignmentId + "]";
        }
    }

    enum Decision {
        CONFIRM,
        RETURN
    }

    record Signature(
            @NotNull Decision decision,
            @Nullable @Size(max = 2000) String reasons) {

        /** @throws ProblemException 422 when a finding is returned without a word */
        String reasonsOfReturn() {
            if (reasons == null || reasons.isBlank()) {
                var say = new Text("退回须说明理由", "say why it is returned");
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET, say, List.of(new ProblemException.FieldError("/reasons", say)));
            }
            return reasons;
        }

        /** Holds what a person typed. */
        @Override
        public String toString() {
            return "Signature[" + decision + "]";
        }
    }

    private final Verifications verifications;
    private final CurrentActor actor;

    VerificationResource(Verifications verifications, CurrentActor actor) {
        this.verifications = verifications;
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
    public Uni<Page<VerificationView>> listVerifications(
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("officialId") @Nullable UUID officialId,
            @QueryParam("state") @Nullable VerificationStatus state,
            @QueryParam("assignedToMe") @Nullable Boolean assignedToMe,
            @QueryParam("overdue") @Nullable Boolean overdue,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var question = new Verifications.Question(
                unitId, programmeId, officialId, state, assignedToMe, overdue, cursor, Cursors.limit(limit));
        return verifications.list(actor.get(), question);
    }

    @GET
    @Path("/{verificationId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getVerification(UUID verificationId) {
        return verifications.get(actor.get(), verificationId).map(VerificationResource::answer);
    }

    @PUT
    @Path("/{verificationId}/assignment")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.ENDORSER, Role.Name.VERIFIER, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> assignVerification(
            UUID verificationId, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Named named) {
        return verifications
                .assign(actor.get(), verificationId, ifMatch, named.assignmentId(), named.note())
                .map(VerificationResource::answer);
    }

    @PUT
    @Path("/{verificationId}/finding")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.VERIFIER, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> recordFinding(
            UUID verificationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid FindingInput finding) {
        return verifications
                .recordFinding(actor.get(), verificationId, ifMatch, finding)
                .map(VerificationResource::answer);
    }

    @PUT
    @Path("/{verificationId}/signature")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.ENDORSER, Role.Name.VERIFIER, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> signFinding(
            UUID verificationId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid Signature signature) {
        var signed =
                switch (signature.decision()) {
                    case CONFIRM -> verifications.confirm(actor.get(), verificationId, ifMatch);
                    case RETURN ->
                        verifications.sendBack(actor.get(), verificationId, ifMatch, signature.reasonsOfReturn());
                };
        return signed.map(VerificationResource::answer);
    }

    private static Response answer(Verifications.Shown shown) {
        return Response.ok(shown.view()).tag(Versions.tag(shown.version())).build();
    }
}
