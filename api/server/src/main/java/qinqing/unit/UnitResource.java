package qinqing.unit;

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

@Path("/api/v1/units")
class UnitResource {
    private static final int Q = 50;

    private final UnitAdministration units;
    private final Idempotency idempotency;
    private final CurrentActor actor;

    UnitResource(UnitAdministration units, Idempotency idempotency, CurrentActor actor) {
        this.units = units;
        this.idempotency = idempotency;
        this.actor = actor;
    }

    @GET
    @PermitAll
    public Uni<Page<UnitView>> listUnits(
            @QueryParam("q") @Nullable String q,
            @QueryParam("parentId") @Nullable String parentId,
            @QueryParam("ancestorId") @Nullable String ancestorId,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("divisionCode") @Nullable String divisionCode,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        var filter = new UnitRepository.Filter(
                Input.query("parentId", parentId),
                Input.query("ancestorId", ancestorId),
                Input.query("kind", UnitKind.class, kind),
                Input.query("divisionCode", divisionCode, 12),
                Input.query("q", q, Q));
        return units.list(filter, cursor, Cursors.limit(limit));
    }

    @POST
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> createUnit(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable UnitRequest request) {
        var sent = Bodies.required(request);
        var wanted = sent.checked();
        var who = actor.get();
        return idempotency.once(who, "createUnit", key, sent, () -> units.create(who, wanted)
                .chain(unit -> units.view(unit).map(view -> Response.created(URI.create("/api/v1/units/" + unit.id))
                        .tag(Versions.tag(unit.version))
                        .entity(view)
                        .build())));
    }

    @GET
    @Path("/{unitId}")
    @PermitAll
    public Uni<Response> getUnit(UUID unitId) {
        return units.get(unitId).chain(this::answer);
    }

    @PUT
    @Path("/{unitId}")
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> updateUnit(
            UUID unitId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable UnitRequest request) {
        var wanted = Bodies.required(request).checked();
        return units.update(actor.get(), unitId, ifMatch, wanted).chain(this::answer);
    }

    @GET
    @Path("/{unitId}/hotlines")
    @PermitAll
    public Uni<Response> getHotlines(UUID unitId) {
        return units.get(unitId).map(UnitResource::hotlines);
    }

    @PUT
    @Path("/{unitId}/hotlines")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ADMIN})
    public Uni<Response> putHotlines(
            UUID unitId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            Hotlines.@Nullable Listed request) {
        var hotlines = Bodies.required(request).checked();
        return units.setHotlines(actor.get(), unitId, ifMatch, hotlines).map(UnitResource::hotlines);
    }

    private static Response hotlines(Unit unit) {
        return Response.ok(Hotlines.of(unit)).tag(Versions.tag(unit.version)).build();
    }

    private Uni<Response> answer(Unit unit) {
        return units.view(unit)
                .map(view -> Response.ok(view).tag(Versions.tag(unit.version)).build());
    }
}
