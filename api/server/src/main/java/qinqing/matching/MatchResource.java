package qinqing.matching;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.linkage.Band;
import qinqing.token.CurrentActor;

@Path("/api/v1/matches")
class MatchResource {
    private final Matches matches;
    private final CurrentActor actor;

    MatchResource(Matches matches, CurrentActor actor) {
        this.matches = matches;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<MatchView>> listMatches(
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("officialId") @Nullable UUID officialId,
            @QueryParam("programmeId") @Nullable UUID programmeId,
            @QueryParam("batchId") @Nullable UUID batchId,
            @QueryParam("runId") @Nullable UUID runId,
            @QueryParam("certainty") @Nullable Band certainty,
            @QueryParam("state") @Nullable MatchStatus state,
            @QueryParam("ownSphere") @Nullable Boolean ownSphere,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var question = new Matches.Question(
                unitId,
                officialId,
                programmeId,
                batchId,
                runId,
                certainty == null ? null : certainty.name(),
                state,
                ownSphere,
                cursor,
                Cursors.limit(limit));
        return matches.list(actor.get(), question);
    }

    @GET
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    @Path("/{matchId}")
    public Uni<Response> getMatch(UUID matchId) {
        return matches.get(actor.get(), matchId).map(shown -> Response.ok(shown.view())
                .tag(Versions.tag(shown.version()))
                .build());
    }
}
