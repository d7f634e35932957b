package qinqing.clearance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.clearance.ReadsQuestions.SubjectInput;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.RateLimited;
import qinqing.http.Versions;
import qinqing.identity.CurrentActor;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

@Path("/api/v1")
class EmergencyReliefResource {
    private static final int ETAG = 16;
    private static final int LONGEST_PLACE = 50;

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
    private final ObjectMapper json;
    private final Clock clock;

    EmergencyReliefResource(
            EmergencyReliefs reliefs,
            ReadsQuestions questions,
            Idempotency idempotency,
            CurrentActor actor,
            ObjectMapper json,
            Clock clock) {
        this.reliefs = reliefs;
        this.questions = questions;
        this.idempotency = idempotency;
        this.actor = actor;
        this.json = json;
        this.clock = clock;
    }

    @POST
    @Path("/emergency-reliefs")
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
    @Path("/emergency-reliefs")
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
    @Path("/emergency-reliefs/{reliefId}")
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

    @GET
    @Path("/public/emergency-reliefs")
    @PermitAll
    @RateLimited("public")
    public Uni<Response> publicList(
            @QueryParam("place") @Nullable String place,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context Request request) {
        if (place != null && (place.isEmpty() || place.length() > LONGEST_PLACE)) {
            throw malformed("place");
        }
        return reliefs.publicList(place, day("from", from), day("to", to), cursor, Cursors.limit(limit))
                .map(page -> answer(page, request));
    }

    private Response answer(Page<EmergencyRelief.PublicView> page, Request request) {
        var body = bytes(page);
        var tag = new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(digest(body), ETAG)));
        var held = request.evaluatePreconditions(tag);
        var response = held == null ? Response.ok(body, MediaType.APPLICATION_JSON_TYPE) : held;
        return response.tag(tag)
                .lastModified(Date.from(clock.instant()))
                .header("Cache-Control", "public, max-age=60")
                .build();
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

    private static @Nullable LocalDate day(String name, @Nullable String value) {
        try {
            return value == null ? null : LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw malformed(name);
        }
    }

    private static ProblemException malformed(String parameter) {
        return new ProblemException(
                ProblemType.MALFORMED_REQUEST,
                "参数 " + parameter + " 的格式有误",
                "The parameter " + parameter + " is malformed");
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
