package qinqing.clearance;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.clearance.ReadsQuestions.SubjectInput;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CurrentActor;

@Path("/api/v1/emergency-reliefs")
class EmergencyReliefResource {
    record ReliefInput(
            @NotNull UUID programmeId,
            @NotNull SubjectInput subject,
            @NotNull @Size(min = 1, max = 200) String authority,
            @NotNull @Size(max = 2000) String reason,
            @NotNull LocalDate decidedOn) {
        @Override
        public String toString() {
            return "ReliefInput";
        }
    }

    private final EmergencyReliefs reliefs;
    private final ReadsQuestions questions;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    EmergencyReliefResource(
            EmergencyReliefs reliefs, ReadsQuestions questions, Idempotency idempotency, CurrentActor actor) {
        this.reliefs = reliefs;
        this.questions = questions;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Name.ENDORSER)
    public Uni<Response> create(
            @NotNull @Valid ReliefInput input, @HeaderParam("Idempotency-Key") @Nullable String key) {
        var endorser = actor.get();
        return idempotency.once(endorser, "createEmergencyRelief", key, input, () -> reliefs.order(
                        endorser,
                        new EmergencyReliefs.Order(
                                input.programmeId(),
                                questions.readOrRefuse(input.subject()),
                                input.authority(),
                                input.reason(),
                                input.decidedOn()))
                .map(relief -> Response.created(URI.create("/api/v1/emergency-reliefs/" + relief.id()))
                        .tag(tag(relief))
                        .entity(relief.view(reliefs.today()))
                        .build()));
    }

    @GET
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<EmergencyRelief.View>> list(
            @QueryParam("unitId") @Nullable String unit,
            @QueryParam("programmeId") @Nullable String programme,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var today = reliefs.today();
        return reliefs.list(actor.get(), id("unitId", unit), id("programmeId", programme), cursor, Cursors.limit(limit))
                .map(page -> page.map(relief -> relief.view(today)));
    }

    @GET
    @Path("/{reliefId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> get(UUID reliefId) {
        return reliefs.get(actor.get(), reliefId).map(relief -> Response.ok(relief.view(reliefs.today()))
                .tag(tag(relief))
                .build());
    }

    /** It changes once: when it is settled. */
    private static EntityTag tag(EmergencyRelief relief) {
        return Versions.tag(relief.settledAt() == null ? 0 : 1);
    }

    private static @Nullable UUID id(String name, @Nullable String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw malformed(name);
        }
    }

    private static ProblemException malformed(String parameter) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "参数 " + parameter + " 的格式有误",
                "The parameter " + parameter + " is malformed");
    }
}
