package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.token.CurrentActor;

@Path("/api/v1/officials")
class OfficialResource {
    private final CurrentActor actor;
    private final Officials officials;
    private final StatusChanges statusChanges;
    private final Declarations declarations;
    private final Idempotency idempotency;

    OfficialResource(
            CurrentActor actor,
            Officials officials,
            StatusChanges statusChanges,
            Declarations declarations,
            Idempotency idempotency) {
        this.actor = actor;
        this.officials = officials;
        this.statusChanges = statusChanges;
        this.declarations = declarations;
        this.idempotency = idempotency;
    }

    /** An entry as it may be changed; the unit changes by a transfer only. */
    record Update(
            @Nullable String name,
            @Nullable Sex sex,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String idNumber,
            @Nullable String phone,
            @Nullable UUID postId,
            @Nullable String postTitle,
            @Nullable String jobGrade,
            @Nullable Rank rank,
            @Nullable UUID leaderInChargeId,
            @Nullable Boolean inspectionStaff,
            @Nullable Boolean cityManaged,
            @Nullable LocalDate since) {
        @Override
        public String toString() {
            return "Update";
        }

        RegisterEntry.Input input() {
            return new RegisterEntry.Input(
                    name,
                    sex,
                    politicalStatus,
                    idNumber,
                    phone,
                    null,
                    postId,
                    postTitle,
                    jobGrade,
                    rank,
                    leaderInChargeId,
                    inspectionStaff,
                    cityManaged,
                    since);
        }
    }

    @GET
    @RolesAllowed({Role.Name.CLERK, Role.Name.ENDORSER, Role.Name.INSPECTOR, Role.Name.COUNTY_INSPECTOR})
    public Uni<Page<OfficialView>> listOfficials(
            @QueryParam("q") @Nullable String q,
            @QueryParam("unitId") @Nullable UUID unitId,
            @QueryParam("rank") @Nullable Rank rank,
            @QueryParam("state") @Nullable OfficialStatus state,
            @QueryParam("overdue") boolean overdue,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return officials.list(
                actor.get(), new Officials.Question(q, unitId, rank, state, overdue, cursor, Cursors.limit(limit)));
    }

    @POST
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> createOfficial(
            @HeaderParam("Idempotency-Key") @Nullable String key, RegisterEntry.Input input) {
        var clerk = actor.get();
        return idempotency.once(clerk, "createOfficial", key, input, () -> officials
                .create(clerk, input)
                .map(created -> Response.created(
                                URI.create("/api/v1/officials/" + created.view().id()))
                        .tag(Versions.tag(created.version()))
                        .entity(created.view())
                        .build()));
    }

    @GET
    @Path("/{officialId}")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Response> getOfficial(UUID officialId) {
        return officials.get(actor.get(), officialId).map(DeclarationResource::answer);
    }

    @PUT
    @Path("/{officialId}")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> updateOfficial(
            UUID officialId, @HeaderParam("If-Match") @Nullable String ifMatch, Update update) {
        return officials
                .update(actor.get(), officialId, ifMatch, update.input())
                .map(DeclarationResource::answer);
    }

    @GET
    @Path("/{officialId}/status-changes")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<StatusChanges.View>> listStatusChanges(
            UUID officialId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return statusChanges.list(actor.get(), officialId, cursor, Cursors.limit(limit));
    }

    @POST
    @Path("/{officialId}/status-changes")
    @RolesAllowed(Role.Name.CLERK)
    public Uni<Response> createStatusChange(
            UUID officialId, @HeaderParam("Idempotency-Key") @Nullable String key, StatusChanges.Input input) {
        var clerk = actor.get();
        record Body(UUID officialId, StatusChanges.Input input) {}
        return idempotency.once(clerk, "createStatusChange", key, new Body(officialId, input), () -> statusChanges
                .record(clerk, officialId, input)
                .map(change -> Response.created(URI.create("/api/v1/officials/" + officialId + "/status-changes"))
                        .tag(Versions.tag(0))
                        .entity(change)
                        .build()));
    }

    @GET
    @Path("/{officialId}/declarations")
    @RolesAllowed({
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR
    })
    public Uni<Page<DeclarationView.SummaryView>> listDeclarationVersions(
            UUID officialId,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit) {
        return declarations.versions(actor.get(), officialId, cursor, Cursors.limit(limit));
    }
}
