package qinqing.benefit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Upload;
import qinqing.http.Uploads;
import qinqing.http.Versions;
import qinqing.intake.ColumnMapping;
import qinqing.intake.RowErrorSheet;
import qinqing.intake.UploadedLists;
import qinqing.jobs.JobEvents;
import qinqing.jobs.StreamsJob;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/beneficiary-batches")
@Produces(MediaType.APPLICATION_JSON)
class BatchResource {
    private static final String HOME = "/api/v1/beneficiary-batches/";
    private static final int LONGEST_REASON = 500;

    private final Batches batches;
    private final RowErrorSheet sheet;
    private final Uploads uploads;
    private final UploadedLists files;
    private final Idempotency idempotency;
    private final CurrentActor actor;
    private final JobEvents events;
    private final ObjectMapper json;

    BatchResource(
            Batches batches,
            RowErrorSheet sheet,
            Uploads uploads,
            UploadedLists files,
            Idempotency idempotency,
            CurrentActor actor,
            JobEvents events,
            ObjectMapper json) {
        this.batches = batches;
        this.sheet = sheet;
        this.uploads = uploads;
        this.files = files;
        this.idempotency = idempotency;
        this.actor = actor;
        this.events = events;
        this.json = json;
    }

    @GET
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<BatchView>> listBeneficiaryBatches(
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("state") @Nullable BatchStatus state,
            @QueryParam("cursor") @Nullable @Size(max = 1000) String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return batches.list(
                actor.get(),
                new BatchRepository.Question(unitId, programmeId, state),
                cursor,
                Cursors.limit(limit),
                headers.getAcceptableLanguages());
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> createBeneficiaryBatch(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        var who = actor.get();
        var wanted = headers.getAcceptableLanguages();
        return uploads.receive(request).chain(file -> take(who, key, file, wanted));
    }

    /** A file that was refused, or handed in again under the same key, is not kept. */
    private Uni<Response> take(Actor who, @Nullable String key, Upload file, List<Locale> wanted) {
        return Uni.createFrom()
                .deferred(() -> {
                    var form = form(file);
                    return idempotency.once(who, "createBeneficiaryBatch", key, file.digest(), () -> batches.receive(
                                    who, form, file, wanted)
                            .map(BatchResource::accepted));
                })
                .call(answer -> String.valueOf(answer.getHeaderString(HttpHeaders.LOCATION))
                                .endsWith(file.id().toString())
                        ? Uni.createFrom().voidItem()
                        : drop(file))
                .onFailure()
                .call(refused -> drop(file));
    }

    private Uni<Void> drop(Upload file) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> files.drop(file.id()));
    }

    private Batches.Form form(Upload file) {
        var mapping = file.fields().get("mapping");
        return new Batches.Form(
                id("/programmeId", file.fields().get("programmeId")),
                kind(file.fields().get("listKind")),
                mapping == null || mapping.isBlank() ? null : mapping(mapping),
                reason(file.fields().get("lateEntryReason")));
    }

    private static Response accepted(Batches.Seen seen) {
        return Response.accepted(seen.view())
                .location(URI.create(HOME + seen.view().id()))
                .tag(Versions.tag(seen.version()))
                .build();
    }

    @GET
    @Path("/{batchId}")
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getBeneficiaryBatch(@PathParam("batchId") UUID id, @Context HttpHeaders headers) {
        return batches.get(actor.get(), id, headers.getAcceptableLanguages()).map(BatchResource::answer);
    }

    @DELETE
    @Path("/{batchId}")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Void> cancelBeneficiaryBatch(
            @PathParam("batchId") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return batches.cancel(actor.get(), id, ifMatch);
    }

    @GET
    @Path("/{batchId}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER})
    @StreamsJob
    public Multi<OutboundSseEvent> streamBeneficiaryBatchEvents(@PathParam("batchId") UUID id, @Context Sse sse) {
        return events.of(batches.jobOf(actor.get(), id), sse);
    }

    @PUT
    @Path("/{batchId}/mapping")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> putBatchMapping(
            @PathParam("batchId") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ColumnMapping mapping,
            @Context HttpHeaders headers) {
        return batches.map(actor.get(), id, ifMatch, mapping, headers.getAcceptableLanguages())
                .map(BatchResource::accepted);
    }

    @GET
    @Path("/{batchId}/row-errors")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER})
    public Uni<Page<RowErrorView>> listBatchRowErrors(
            @PathParam("batchId") UUID id,
            @QueryParam("cursor") @Nullable @Size(max = 1000) String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return batches.findings(actor.get(), id, cursor, Cursors.limit(limit), headers.getAcceptableLanguages());
    }

    @GET
    @Path("/{batchId}/row-errors/sheet")
    @Produces(RowErrorSheet.XLSX)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> downloadBatchRowErrors(@PathParam("batchId") UUID id, @Context HttpHeaders headers) {
        return batches.fileOf(actor.get(), id)
                .chain(file -> sheet.write(file, headers.getAcceptableLanguages()))
                .map(content -> Response.ok(content)
                        .header("Content-Disposition", "attachment; filename=\"row-errors.xlsx\"")
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @PUT
    @Path("/{batchId}/endorsement")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Name.ENDORSER)
    public Uni<Response> endorseBeneficiaryBatch(
            @PathParam("batchId") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid EndorsementInput input,
            @Context HttpHeaders headers) {
        return batches.endorse(actor.get(), id, ifMatch, input, headers.getAcceptableLanguages())
                .map(BatchResource::answer);
    }

    private static Response answer(Batches.Seen seen) {
        return Response.ok(seen.view()).tag(Versions.tag(seen.version())).build();
    }

    private static UUID id(String pointer, @Nullable String text) {
        try {
            if (text != null) {
                return UUID.fromString(text.strip());
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw malformed(pointer, "须为标识号", "must be an id");
    }

    private static ListKind kind(@Nullable String text) {
        for (var kind : ListKind.values()) {
            if (kind.name().equals(text)) {
                return kind;
            }
        }
        throw malformed("/listKind", "须为 GRANTS 或 CONTRACTS", "must be GRANTS or CONTRACTS");
    }

    private ColumnMapping mapping(String text) {
        try {
            return json.readValue(text, ColumnMapping.class);
        } catch (JsonProcessingException e) {
            throw malformed("/mapping", "列对应关系的格式有误", "The mapping is malformed");
        }
    }

    private static @Nullable String reason(@Nullable String text) {
        if (text != null && text.length() > LONGEST_REASON) {
            throw malformed("/lateEntryReason", "不能超过500字", "at most 500 characters");
        }
        return text == null || text.isBlank() ? null : text;
    }

    private static ProblemException malformed(String pointer, String zh, String en) {
        return new ProblemException(
                ProblemType.INVALID_INPUT, new Text(zh, en), List.of(new FieldError(pointer, new Text(zh, en))));
    }
}
