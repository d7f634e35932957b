package qinqing.client;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Network;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CurrentActor;

@Path("/api/v1/api-clients")
class ApiClientResource {
    private static final String LIST = "listApiClients";

    record Input(
            @NotBlank @Size(max = 200) String name,
            @Nullable UUID unitId,
            @NotEmpty Set<ApiScope> scopes,
            @Nullable @Size(max = 20) Set<@Size(max = 50) String> allowedNetworks,
            @Nullable Set<UUID> siteIds,
            @Nullable @Min(0) @Max(10_000_000) Integer dailyQueryQuota) {

        ApiClients.Description description() {
            var networks = allowedNetworks == null ? Set.<String>of() : allowedNetworks;
            if (networks.stream().anyMatch(cidr -> Network.parse(cidr).isEmpty())) {
                var text = new Text("网段格式须为 CIDR，如 10.20.0.0/16", "Networks are written in CIDR form");
                throw new ProblemException(
                        ProblemType.INVALID_INPUT, text, List.of(new FieldError("/allowedNetworks", text)));
            }
            return new ApiClients.Description(
                    name.strip(),
                    Optional.ofNullable(unitId),
                    scopes,
                    networks,
                    siteIds == null ? Set.of() : siteIds,
                    dailyQueryQuota);
        }
    }

    record Rotation(@NotNull @Min(0) @Max(72) Integer overlapHours) {}

    private final ApiClients clients;
    private final CurrentActor actor;
    private final Cursors cursors;
    private final Idempotency idempotency;

    ApiClientResource(ApiClients clients, CurrentActor actor, Cursors cursors, Idempotency idempotency) {
        this.clients = clients;
        this.actor = actor;
        this.cursors = cursors;
        this.idempotency = idempotency;
    }

    @GET
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Page<ApiClientView>> listApiClients(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer asked) {
        int limit = Cursors.limit(asked);
        var after = cursors.read(LIST, cursor, 1);
        return clients.list(after.isEmpty() ? null : UUID.fromString(after.getFirst()), limit + 1)
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id))
                        .map(ApiClientView::of));
    }

    @POST
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> createApiClient(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Input input) {
        return idempotency.once(
                actor.get(), "createApiClient", key, input, () -> clients.register(actor.get(), input.description())
                        .map(created -> Response.created(URI.create("/api/v1/api-clients/"
                                        + created.client().id()))
                                .tag(Versions.tag(0))
                                .entity(created)
                                .build()));
    }

    @GET
    @Path("/{clientId}")
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> getApiClient(UUID clientId) {
        return clients.get(clientId).map(ApiClientResource::answer);
    }

    @PUT
    @Path("/{clientId}")
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> updateApiClient(
            UUID clientId, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Input input) {
        return clients.update(actor.get(), clientId, ifMatch, input.description())
                .map(ApiClientResource::answer);
    }

    @DELETE
    @Path("/{clientId}")
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Void> disableApiClient(UUID clientId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return clients.disable(actor.get(), clientId, ifMatch).replaceWithVoid();
    }

    @POST
    @Path("/{clientId}/secrets")
    @RolesAllowed(Role.Name.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> rotateApiClientSecret(
            UUID clientId, @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull @Valid Rotation rotation) {
        return idempotency.once(actor.get(), "rotateApiClientSecret " + clientId, key, rotation, () -> clients.rotate(
                        actor.get(), clientId, Duration.ofHours(rotation.overlapHours()))
                .map(secret -> Response.status(201).entity(secret).build()));
    }

    private static Response answer(ApiClient client) {
        return Response.ok(ApiClientView.of(client))
                .tag(Versions.tag(client.version))
                .build();
    }
}
