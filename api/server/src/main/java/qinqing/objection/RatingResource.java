package qinqing.objection;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import qinqing.actor.Role;
import qinqing.token.CurrentActor;

/** 一事一评议 as staff read it (A16.11). */
@Path("/api/v1/notices/{noticeId}/ratings")
@Produces(MediaType.APPLICATION_JSON)
class RatingResource {
    private final Ratings ratings;
    private final CurrentActor actor;

    RatingResource(Ratings ratings, CurrentActor actor) {
        this.ratings = ratings;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Rating.Summary> getRatingSummary(UUID noticeId) {
        return ratings.summary(actor.get(), noticeId);
    }
}
