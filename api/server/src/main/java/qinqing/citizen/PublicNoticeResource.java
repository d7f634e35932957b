package qinqing.citizen;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import qinqing.citizen.Sheets.Format;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.RateLimited;
import qinqing.objection.ObjectionRequest;
import qinqing.objection.Objections;
import qinqing.objection.Rating;
import qinqing.objection.Ratings;
import qinqing.programme.BenefitKind;
import qinqing.publicity.PublicFeed;
import qinqing.token.CurrentActor;

/** The notices without login (A10.6), and what the public says to them (A14.11, A16.11). */
@Path("/api/v1/public/notices")
@RateLimited("public")
class PublicNoticeResource {
    private static final String IF_NONE_MATCH = HttpHeaders.IF_NONE_MATCH;

    private final PublicFeed feed;
    private final Sheets sheets;
    private final Objections objections;
    private final Ratings ratings;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    PublicNoticeResource(
            PublicFeed feed,
            Sheets sheets,
            Objections objections,
            Ratings ratings,
            Idempotency idempotency,
            CurrentActor actor) {
        this.feed = feed;
        this.sheets = sheets;
        this.objections = objections;
        this.ratings = ratings;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> listPublicNotices(
            @QueryParam("q") @Nullable @Size(min = 1, max = 50) String words,
            @QueryParam("place") @Nullable @Size(min = 1, max = 50) String place,
            @QueryParam("unitId") @Nullable UUID unit,
            @QueryParam("kind") @Nullable BenefitKind kind,
            @QueryParam("programme") @Nullable @Size(min = 1, max = 100) String programme,
            @QueryParam("from") @Nullable LocalDate from,
            @QueryParam("to") @Nullable LocalDate to,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @HeaderParam(IF_NONE_MATCH) @Nullable String held,
            UriInfo uri) {
        var wanted = new PublicFeed.Wanted(words, place, unit, kind, programme, from, to);
        return feed.pageAsJson("feed " + uri.getRequestUri().getRawQuery(), wanted, cursor, Cursors.limit(limit))
                .map(answer -> answer.respond(held));
    }

    @GET
    @PermitAll
    @Path("/{number}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> getPublicNotice(String number, @HeaderParam(IF_NONE_MATCH) @Nullable String held) {
        return feed.oneAsJson(number).map(answer -> answer.respond(held));
    }

    @GET
    @PermitAll
    @Path("/{number}/sheet")
    @Produces({MediaType.TEXT_HTML, "application/pdf"})
    public Uni<Response> getNoticeSheet(
            String number,
            @QueryParam("format") @Nullable Format format,
            @HeaderParam(IF_NONE_MATCH) @Nullable String held) {
        return sheets.sheet(number, format == null ? Format.HTML : format).map(answer -> answer.respond(held));
    }

    @POST
    @PermitAll
    @RateLimited("objections")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Path("/{number}/objections")
    public Uni<Response> createObjection(
            String number,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid ObjectionRequest request) {
        return actor.resolve()
                .chain(who -> idempotency.once(who, "createObjection " + number, key, request, () -> objections
                        .raise(who, number, request)
                        .map(receipt -> Response.status(Response.Status.CREATED)
                                .entity(receipt)
                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                .build())));
    }

    @POST
    @PermitAll
    @RateLimited("ratings")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Path("/{number}/ratings")
    public Uni<Response> createRating(
            String number,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid Rating.Request request) {
        return actor.resolve()
                .chain(who -> idempotency.once(
                        who, "createRating " + number, key, request, () -> ratings.rate(who, number, request)
                                .map(rating -> Response.status(Response.Status.CREATED)
                                        .entity(rating)
                                        .build())))
                .invoke(feed::forget);
    }
}
