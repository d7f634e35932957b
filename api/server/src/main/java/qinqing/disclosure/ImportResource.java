package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Uploads;
import qinqing.http.Versions;
import qinqing.identity.CurrentActor;

@Path("/api/v1")
class ImportResource {
    private final CurrentActor actor;
    private final Imports imports;
    private final Uploads uploads;
    private final Idempotency idempotency;

    ImportResource(CurrentActor actor, Imports imports, Uploads uploads, Idempotency idempotency) {
        this.actor = actor;
        this.imports = imports;
        this.uploads = uploads;
        this.idempotency = idempotency;
    }

    @POST
    @Path("/official-imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> importOfficials(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Context HttpServerRequest request) {
        return start(ImportKind.OFFICIALS, "importOfficials", key, request);
    }

    @POST
    @Path("/declaration-imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> importDeclarations(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Context HttpServerRequest request) {
        return start(ImportKind.DECLARATIONS, "importDeclarations", key, request);
    }

    private Uni<Response> start(ImportKind kind, String operation, @Nullable String key, HttpServerRequest request) {
        var clerk = actor.get();
        return uploads.receive(request)
                .chain(upload -> idempotency.once(
                        clerk, operation, key, upload.digest(), () -> imports.start(clerk, kind, upload)
                                .map(started -> Response.accepted(started)
                                        .location(URI.create("/api/v1/imports/" + started.id()))
                                        .tag(Versions.tag(0))
                                        .build())));
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
        return imports.get(actor.get(), importId).map(view -> Response.ok(view)
                .tag(Versions.tag((int) view.progress().done()))
                .build());
    }

    @DELETE
    @Path("/imports/{importId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Void> cancelImport(UUID importId) {
        return imports.cancel(actor.get(), importId);
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
}
