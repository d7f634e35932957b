package qinqing.inference;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/relative-prompts")
class RelativePromptResource {
    private final RelativePrompts prompts;
    private final CurrentActor actor;

    RelativePromptResource(RelativePrompts prompts, CurrentActor actor) {
        this.prompts = prompts;
        this.actor = actor;
    }

    /** @param note why, for NOT_A_RELATIVE */
    record Answer(@Nullable PromptStatus answer, @Nullable String note) {}

    @GET
    @RolesAllowed({Role.Name.OFFICIAL, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<RelativePromptView>> listRelativePrompts(
            @QueryParam("state") @Nullable PromptStatus state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return prompts.list(actor.get(), state, cursor, Cursors.limit(limit));
    }

    @GET
    @Path("/{promptId}")
    @RolesAllowed({Role.Name.OFFICIAL, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Response> getRelativePrompt(UUID promptId) {
        return prompts.get(actor.get(), promptId).map(RelativePromptResource::answer);
    }

    @PUT
    @Path("/{promptId}/answer")
    @RolesAllowed(Role.Name.OFFICIAL)
    public Uni<Response> answerRelativePrompt(
            UUID promptId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, Answer given) {
        return prompts.answer(actor.get(), promptId, ifMatch, given.answer(), given.note())
                .map(RelativePromptResource::answer);
    }

    private static Response answer(RelativePrompts.Shown shown) {
        return Response.ok(shown.view()).tag(Versions.tag(shown.version())).build();
    }
}
