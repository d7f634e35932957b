package qinqing.staff;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Bodies;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Input;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/units/{unitId}/staff")
class StaffResource {
    private final StaffRegister staff;
    private final Idempotency idempotency;
    private final CurrentActor actor;
    private final Vertx vertx;

    StaffResource(StaffRegister staff, Idempotency idempotency, CurrentActor actor, Vertx vertx) {
        this.staff = staff;
        this.idempotency = idempotency;
        this.actor = actor;
        this.vertx = vertx;
    }

    /** The pledge of Annex 4 as it is signed (A6.4). */
    record Pledge(@Nullable Boolean accepted, @Nullable String signedName) {
        String checked() {
            var input = new Input();
            if (!Boolean.TRUE.equals(accepted)) {
                input.malformed("/accepted", "须同意承诺", "must be true");
            }
            var name = input.text("/signedName", signedName, 50);
            input.done();
            return name;
        }
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR, Role.Name.ADMIN
    })
    public Uni<Page<StaffView>> listStaff(
            UUID unitId,
            @QueryParam("duty") @Nullable String duty,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return staff.list(
                actor.get(), unitId, Input.query("duty", StaffDuty.class, duty), cursor, Cursors.limit(limit));
    }

    @POST
    @RolesAllowed({Role.Name.ENDORSER, Role.Name.ADMIN})
    public Uni<Response> appointStaff(
            UUID unitId, @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable StaffRequest request) {
        var sent = Bodies.required(request);
        var who = actor.get();
        return idempotency.once(who, "appointStaff", key, sent, () -> staff.appoint(who, unitId, sent)
                .map(appointed -> Response.created(URI.create("/api/v1/units/" + unitId + "/staff/" + appointed.id))
                        .tag(Versions.tag(appointed.version))
                        .entity(staff.view(appointed))
                        .build()));
    }

    @GET
    @Path("/{staffId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR, Role.Name.ADMIN
    })
    public Uni<Response> getStaff(UUID unitId, UUID staffId) {
        return staff.get(actor.get(), unitId, staffId).map(this::answer);
    }

    @PUT
    @Path("/{staffId}")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.ADMIN})
    public Uni<Response> updateStaff(
            UUID unitId,
            UUID staffId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable StaffRequest request) {
        return staff.update(actor.get(), unitId, staffId, ifMatch, Bodies.required(request))
                .map(this::answer);
    }

    @DELETE
    @Path("/{staffId}")
    @RolesAllowed({Role.Name.ENDORSER, Role.Name.ADMIN})
    public Uni<Void> endStaffAppointment(
            UUID unitId, UUID staffId, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return staff.end(actor.get(), unitId, staffId, ifMatch);
    }

    @GET
    @Path("/{staffId}/photo")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.COUNTY_INSPECTOR, Role.Name.ADMIN})
    public Uni<Response> getStaffPhoto(UUID unitId, UUID staffId) {
        return staff.photo(actor.get(), unitId, staffId).map(photo -> Response.ok(photo.content(), photo.type())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build());
    }

    @PUT
    @Path("/{staffId}/photo")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.ADMIN})
    public Uni<Response> putStaffPhoto(
            UUID unitId,
            UUID staffId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @RestForm("photo") @Nullable FileUpload photo) {
        var file = Bodies.required(photo).uploadedFile();
        var who = actor.get();
        return vertx.executeBlocking(() -> StaffPhoto.read(file))
                .chain(clean -> staff.photograph(who, unitId, staffId, ifMatch, clean))
                .map(this::answer);
    }

    @PUT
    @Path("/{staffId}/pledge")
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER})
    public Uni<Response> signStaffPledge(
            UUID unitId,
            UUID staffId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Pledge request) {
        var signedName = Bodies.required(request).checked();
        return staff.pledge(actor.get(), unitId, staffId, ifMatch, signedName).map(this::answer);
    }

    @PUT
    @Path("/{staffId}/endorsement")
    @RolesAllowed(Role.Name.ENDORSER)
    public Uni<Response> endorseStaff(
            UUID unitId,
            UUID staffId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            StaffOpinion.@Nullable Request request) {
        var opinion = Bodies.required(request).checked();
        return staff.decide(actor.get(), unitId, staffId, ifMatch, opinion).map(this::answer);
    }

    private Response answer(Staff found) {
        return Response.ok(staff.view(found)).tag(Versions.tag(found.version)).build();
    }
}
