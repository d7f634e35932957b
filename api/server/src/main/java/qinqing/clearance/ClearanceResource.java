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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.clearance.Clearances.Payment;
import qinqing.clearance.ReadsQuestions.SubjectInput;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.RateLimited;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1")
class ClearanceResource {
    /** Questions of one request at most (contract). */
    private static final int AT_ONCE = 1000;

    record ClearanceInput(
            @Nullable @Size(max = 100) String reference,
            @NotNull UUID programmeId,
            @NotNull SubjectInput subject) {}

    record QuestionInput(
            @NotNull @Size(min = 1, max = 100) String reference,
            @NotNull SubjectInput subject) {}

    record ClearanceBatchInput(
            @NotNull UUID programmeId,
            @NotNull @Size(min = 1, max = AT_ONCE) List<@NotNull @Valid QuestionInput> questions) {}

    record ClearanceBatchView(List<ClearanceView> items, long granted, long withheld) {}

    record ChangeView(
            UUID clearanceId,
            @Nullable String reference,
            ClearanceChanges.Kind change,
            List<ClearanceView.ReasonView> reasons,
            Instant changedAt) {
        static ChangeView of(ClearanceChanges.Change change, List<Locale> languages) {
            return new ChangeView(
                    change.clearanceId(),
                    change.reference(),
                    change.change(),
                    ClearanceView.ReasonView.of(change.reasons(), languages),
                    change.changedAt());
        }
    }

    private final Clearances clearances;
    private final ClearanceChanges changes;
    private final ReadsQuestions questions;
    private final Idempotency idempotency;
    private final CurrentActor actor;
    private final Clock clock;

    ClearanceResource(
            Clearances clearances,
            ClearanceChanges changes,
            ReadsQuestions questions,
            Idempotency idempotency,
            CurrentActor actor,
            Clock clock) {
        this.clearances = clearances;
        this.changes = changes;
        this.questions = questions;
        this.idempotency = idempotency;
        this.actor = actor;
        this.clock = clock;
    }

    @POST
    @Path("/clearances")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    @RateLimited("clearance")
    public Uni<Response> create(
            @NotNull @Valid ClearanceInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context HttpHeaders headers) {
        var asker = actor.requireScope("clearances:write");
        return idempotency.once(asker, "createClearance", key, input, () -> clearances
                .ask(
                        asker,
                        input.programmeId(),
                        new Payment(input.reference(), questions.readOrRefuse(input.subject())))
                .map(clearance -> Response.created(URI.create("/api/v1/clearances/" + clearance.id()))
                        .tag(tag(clearance))
                        .entity(view(clearance, headers))
                        .build()));
    }

    @POST
    @Path("/clearance-batches")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Name.CLERK, Role.Name.SYSTEM})
    @RateLimited("clearance")
    public Uni<Response> createMany(
            @NotNull @Valid ClearanceBatchInput input,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context HttpHeaders headers) {
        var asker = actor.requireScope("clearances:write");
        var payments = input.questions().stream()
                .map(one -> new Payment(one.reference(), questions.read(one.subject())))
                .toList();
        return idempotency.once(asker, "createClearances", key, input, () -> clearances
                .askMany(asker, input.programmeId(), payments)
                .map(answers -> Response.status(Response.Status.CREATED)
                        .entity(new ClearanceBatchView(
                                answers.stream()
                                        .map(clearance -> view(clearance, headers))
                                        .toList(),
                                Clearances.granted(answers),
                                answers.size() - Clearances.granted(answers)))
                        .build()));
    }

    @GET
    @Path("/clearances/{clearanceId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.SYSTEM
    })
    public Uni<Response> get(UUID clearanceId, @Context HttpHeaders headers) {
        return clearances
                .get(actor.requireScope("clearances:read"), clearanceId)
                .map(clearance -> Response.ok(view(clearance, headers))
                        .tag(tag(clearance))
                        .build());
    }

    @GET
    @Path("/clearance-changes")
    @RolesAllowed(Role.Name.SYSTEM)
    public Uni<Page<ChangeView>> changes(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return changes.after(actor.requireScope("clearances:read"), cursor, Cursors.limit(limit))
                .map(found -> new Page<>(
                        found.items().stream()
                                .map(change -> ChangeView.of(change, headers.getAcceptableLanguages()))
                                .toList(),
                        found.cursor()));
    }

    private ClearanceView view(Clearance clearance, HttpHeaders headers) {
        return ClearanceView.of(clearance, clock.instant(), headers.getAcceptableLanguages());
    }

    /** An answer changes once at most: when it ends. */
    private jakarta.ws.rs.core.EntityTag tag(Clearance clearance) {
        return Versions.tag(clearance.state(clock.instant()).ordinal());
    }
}
