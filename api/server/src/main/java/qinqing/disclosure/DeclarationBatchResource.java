package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import qinqing.actor.Role;
import qinqing.token.CurrentActor;

/** Many declarations at once; what is done already is told as such, so that a repetition does no harm. */
@Path("/api/v1")
class DeclarationBatchResource {
    private final CurrentActor actor;
    private final Declarations declarations;

    DeclarationBatchResource(CurrentActor actor, Declarations declarations) {
        this.actor = actor;
        this.declarations = declarations;
    }

    @POST
    @Path("/declaration-endorsements")
    @RolesAllowed(Role.Name.ENDORSER)
    public Uni<Declarations.Outcomes> endorseDeclarations(
            Declarations.Opinions opinions, @Context HttpHeaders headers) {
        return declarations.endorseAll(actor.get(), opinions, headers.getAcceptableLanguages());
    }

    @POST
    @Path("/declaration-entries")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Declarations.Outcomes> enterDeclarations(Declarations.Entries entries, @Context HttpHeaders headers) {
        return declarations.enterAll(actor.get(), entries, headers.getAcceptableLanguages());
    }
}
