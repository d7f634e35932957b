package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.annex2.DraftInput;
import qinqing.token.CurrentActor;

@Path("/api/v1/declarations/draft")
class DraftResource {
    private final CurrentActor actor;
    private final Filings filings;

    DraftResource(CurrentActor actor, Filings filings) {
        this.actor = actor;
        this.filings = filings;
    }

    @GET
    @RolesAllowed(Role.Name.OFFICIAL)
    public Uni<Response> getMyDraft(@Context HttpHeaders headers) {
        return filings.draft(actor.get(), headers.getAcceptableLanguages()).map(DeclarationResource::answer);
    }

    @PUT
    @RolesAllowed(Role.Name.OFFICIAL)
    public Uni<Response> putMyDraft(
            @HeaderParam("If-Match") @Nullable String ifMatch, DraftInput input, @Context HttpHeaders headers) {
        return filings.save(actor.get(), ifMatch, input, headers.getAcceptableLanguages())
                .map(DeclarationResource::answer);
    }

    @DELETE
    @RolesAllowed(Role.Name.OFFICIAL)
    public Uni<Void> deleteMyDraft(@HeaderParam("If-Match") @Nullable String ifMatch) {
        return filings.discard(actor.get(), ifMatch);
    }
}
