package qinqing.imports;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.jobs.JobEvents;
import qinqing.jobs.StreamsJob;
import qinqing.token.CurrentActor;

@Path("/api/v1")
class ImportResource {
    private final CurrentActor actor;
    private final Imports imports;
    private final JobEvents events;

    ImportResource(CurrentActor actor, Imports imports, JobEvents events) {
        this.actor = actor;
        this.imports = imports;
        this.events = events;
    }

    @GET
    @Path("/imports")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Page<Imports.View>> listImports(
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return imports.list(actor.get(), kind == null ? "" : kind, cursor, Cursors.limit(limit));
    }

    @GET
    @Path("/imports/{importId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> getImport(UUID importId) {
        return imports.get(actor.get(), importId)
                .map(view -> Response.ok(view).tag(Versions.tag(view.version())).build());
    }

    @DELETE
    @Path("/imports/{importId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Void> cancelImport(UUID importId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return imports.cancel(actor.get(), importId, ifMatch);
    }

    @GET
    @Path("/imports/{importId}/row-errors")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Page<Imports.RowErrorView>> listImportRowErrors(
            UUID importId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        return imports.errors(actor.get(), importId, cursor, Cursors.limit(limit), headers.getAcceptableLanguages());
    }

    @GET
    @Path("/imports/{importId}/row-errors/sheet")
    @Produces(RowErrorSheet.XLSX)
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> downloadImportRowErrors(UUID importId, @Context HttpHeaders headers) {
        var wanted = headers.getAcceptableLanguages();
        return imports.findings(actor.get(), importId, wanted)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(findings -> Response.ok(RowErrorSheet.write(findings, wanted))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"row-errors.xlsx\"")
                        .build());
    }

    @GET
    @Path("/imports/{importId}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    @StreamsJob
    public Multi<OutboundSseEvent> streamImportEvents(UUID importId, @Context Sse sse) {
        return events.of(imports.jobOf(actor.get(), importId), sse);
    }
}
