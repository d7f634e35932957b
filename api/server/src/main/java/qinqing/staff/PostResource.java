package qinqing.staff;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Bodies;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/units/{unitId}/posts")
class PostResource {
    private final Posts posts;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    PostResource(Posts posts, Idempotency idempotency, CurrentActor actor) {
        this.posts = posts;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    /** What was sent and where: one key can't be used again for the same body in another unit. */
    record Sent(UUID unitId, PostRequest post) {}

    @GET
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Page<PostView>> listPosts(
            UUID unitId, @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
        return posts.list(unitId, cursor, Cursors.limit(limit));
    }

    @POST
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> createPost(
            UUID unitId, @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable PostRequest request) {
        var sent = Bodies.required(request);
        var wanted = sent.checked();
        var who = actor.get();
        return idempotency.once(who, "createPost", key, new Sent(unitId, sent), () -> posts.create(who, unitId, wanted)
                .map(post -> Response.created(URI.create("/api/v1/units/" + unitId + "/posts/" + post.id))
                        .tag(Versions.tag(post.version))
                        .entity(PostView.of(post))
                        .build()));
    }

    @GET
    @Path("/{postId}")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Response> getPost(UUID unitId, UUID postId) {
        return posts.get(unitId, postId).map(PostResource::answer);
    }

    @PUT
    @Path("/{postId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> updatePost(
            UUID unitId,
            UUID postId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable PostRequest request) {
        var wanted = Bodies.required(request).checked();
        return posts.update(actor.get(), unitId, postId, ifMatch, wanted).map(PostResource::answer);
    }

    private static Response answer(Post post) {
        return Response.ok(PostView.of(post)).tag(Versions.tag(post.version)).build();
    }
}
