package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.imports.Imports;
import qinqing.token.CurrentActor;

/** Officials and signed declarations by the table; how far one is, tells {@code /imports}. */
@Path("/api/v1")
class RegisterImportResource {
    private final CurrentActor actor;
    private final Imports imports;

    RegisterImportResource(CurrentActor actor, Imports imports) {
        this.actor = actor;
        this.imports = imports;
    }

    @POST
    @Path("/official-imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> importOfficials(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Context HttpServerRequest request) {
        return imports.receive(actor.get(), ImportOfficials.KIND, key, request);
    }

    @POST
    @Path("/declaration-imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> importDeclarations(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Context HttpServerRequest request) {
        return imports.receive(actor.get(), ImportDeclarations.KIND, key, request);
    }
}
