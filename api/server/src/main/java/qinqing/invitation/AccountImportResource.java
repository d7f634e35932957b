package qinqing.invitation;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.imports.Imports;
import qinqing.token.CurrentActor;

@Path("/api/v1")
class AccountImportResource {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final CurrentActor actor;
    private final Imports imports;
    private final InvitationCodes codes;

    AccountImportResource(CurrentActor actor, Imports imports, InvitationCodes codes) {
        this.actor = actor;
        this.imports = imports;
        this.codes = codes;
    }

    @POST
    @Path("/account-imports")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> importAccounts(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Context HttpServerRequest request) {
        return imports.receive(actor.get(), ImportAccounts.KIND, key, request);
    }

    @GET
    @Path("/imports/{importId}/invitation-codes")
    @Produces({XLSX, "application/problem+json"})
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> downloadInvitationCodes(UUID importId) {
        var admin = actor.get();
        return imports.kindOfEnded(admin, importId)
                .chain(kind -> codes.take(admin, importId, kind))
                .map(sheet -> Response.ok(sheet, XLSX)
                        .header("Content-Disposition", "attachment; filename=\"invitation-codes.xlsx\"")
                        .build());
    }
}
