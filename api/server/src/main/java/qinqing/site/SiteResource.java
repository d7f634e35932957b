package qinqing.site;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
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
import qinqing.http.Input;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/sites")
class SiteResource {
    private final Sites sites;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    SiteResource(Sites sites, Idempotency idempotency, CurrentActor actor) {
        this.sites = sites;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @GET
    @PermitAll
    public Uni<Page<SiteView>> listSites(
            @QueryParam("q") @Nullable String q,
            @QueryParam("unitId") @Nullable String unitId,
            @QueryParam("divisionCode") @Nullable String divisionCode,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var filter = new SiteRepository.Filter(
                Input.query("unitId", unitId),
                Input.query("divisionCode", divisionCode, 12),
                Input.query("kind", Site.Kind.class, kind),
                Input.query("q", q, 50));
        return sites.list(filter, cursor, Cursors.limit(limit));
    }

    @POST
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> createSite(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable SiteRequest request) {
        var sent = Bodies.required(request);
        var wanted = sent.checked();
        var who = actor.get();
        return idempotency.once(who, "createSite", key, sent, () -> sites.create(who, wanted)
                .chain(site -> sites.view(site).map(view -> Response.created(URI.create("/api/v1/sites/" + site.id))
                        .tag(Versions.tag(site.version))
                        .entity(view)
                        .build())));
    }

    @GET
    @Path("/{siteId}")
    @PermitAll
    public Uni<Response> getSite(UUID siteId) {
        return sites.get(siteId).chain(this::answer);
    }

    @PUT
    @Path("/{siteId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> updateSite(
            UUID siteId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable SiteRequest request) {
        var wanted = Bodies.required(request).checked();
        return sites.update(actor.get(), siteId, ifMatch, wanted).chain(this::answer);
    }

    private Uni<Response> answer(Site site) {
        return sites.view(site)
                .map(view -> Response.ok(view).tag(Versions.tag(site.version)).build());
    }
}
