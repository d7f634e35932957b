package qinqing.objection;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import qinqing.http.RateLimited;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** What became of an objection, for whoever holds its number and secret. */
@Path("/api/v1/public/objections")
@Produces(MediaType.APPLICATION_JSON)
class TrackingResource {
    private final Objections objections;

    TrackingResource(Objections objections) {
        this.objections = objections;
    }

    @GET
    @PermitAll
    @RateLimited("tracking")
    @Path("/{trackingNumber}")
    public Uni<Response> getObjectionByTracking(
            String trackingNumber, @HeaderParam("Tracking-Secret") @Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "请提供查询码（Tracking-Secret）", "Tracking-Secret is missing");
        }
        return objections.track(trackingNumber, secret).map(tracked -> Response.ok(tracked)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }
}
