package qinqing.citizen;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.http.Cursors;
import qinqing.http.RateLimited;
import qinqing.programme.BenefitKind;
import qinqing.publicity.PublicFeed;

/** Corrections and subscriptions without login (A10.6). */
@Path("/api/v1/public")
@RateLimited("public")
class PublicListResource {
    private static final String IF_NONE_MATCH = HttpHeaders.IF_NONE_MATCH;

    private final PublicFeed feed;
    private final Subscriptions subscriptions;

    PublicListResource(PublicFeed feed, Subscriptions subscriptions) {
        this.feed = feed;
        this.subscriptions = subscriptions;
    }

    @GET
    @PermitAll
    @Path("/notices.atom")
    @Produces("application/atom+xml")
    public Uni<Response> getAtomFeed(
            @QueryParam("place") @Nullable @Size(min = 1, max = 50) String place,
            @QueryParam("unitId") @Nullable UUID unit,
            @QueryParam("kind") @Nullable BenefitKind kind,
            @HeaderParam(IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        var wanted = new PublicFeed.Wanted(null, place, unit, kind, null, null, null);
        return subscriptions
                .atom("atom " + uri.getRequestUri().getRawQuery(), wanted)
                .map(answer -> answer.respond(held));
    }

    @GET
    @PermitAll
    @Path("/feed.json")
    @Produces("application/feed+json")
    public Uni<Response> getJsonFeed(
            @QueryParam("place") @Nullable @Size(min = 1, max = 50) String place,
            @QueryParam("unitId") @Nullable UUID unit,
            @QueryParam("kind") @Nullable BenefitKind kind,
            @HeaderParam(IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        var wanted = new PublicFeed.Wanted(null, place, unit, kind, null, null, null);
        return subscriptions
                .json("feed.json " + uri.getRequestUri().getRawQuery(), wanted)
                .map(answer -> answer.respond(held));
    }

    @GET
    @PermitAll
    @Path("/corrections")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> listCorrections(
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @HeaderParam(IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        return feed.correctionsAsJson(
                        "corrections " + uri.getRequestUri().getRawQuery(), from, to, cursor, Cursors.limit(limit))
                .map(answer -> answer.respond(held));
    }
}
