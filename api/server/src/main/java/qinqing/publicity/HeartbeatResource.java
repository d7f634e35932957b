package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import qinqing.actor.Role;
import qinqing.token.CurrentActor;

/** Online boards report what they show (A10.6). */
@Path("/api/v1/sites/{siteId}/heartbeat")
class HeartbeatResource {
    record Heartbeat(
            @NotNull OffsetDateTime at,
            @NotNull @Size(max = 20_000) List<@NotNull String> noticeNumbers) {}

    private final Displays displays;
    private final CurrentActor actor;

    HeartbeatResource(Displays displays, CurrentActor actor) {
        this.displays = displays;
        this.actor = actor;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Name.SYSTEM)
    public Uni<Void> recordSiteHeartbeat(UUID siteId, @NotNull @Valid Heartbeat heartbeat) {
        return displays.heartbeat(
                actor.requireScope("sites:write"), siteId, heartbeat.at().toInstant(), heartbeat.noticeNumbers());
    }
}
