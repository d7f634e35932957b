package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Idempotency;
import qinqing.http.RateLimited;
import qinqing.http.Versions;
import qinqing.token.AccessTokens;
import qinqing.token.CurrentActor;

@Path("/api/v1/me")
class MeResource {
    record PasswordChange(
            @NotNull @Size(max = 200) String currentPassword,
            @NotNull @Size(min = 12, max = 200) String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    record Code(@NotNull @Pattern(regexp = "\\d{6}") String code) {
        @Override
        public String toString() {
            return "Code";
        }
    }

    private final Me me;
    private final CurrentActor actor;
    private final JsonWebToken token;
    private final Idempotency idempotency;

    MeResource(Me me, CurrentActor actor, JsonWebToken token, Idempotency idempotency) {
        this.me = me;
        this.actor = actor;
        this.token = token;
        this.idempotency = idempotency;
    }

    @GET
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Response> getMe() {
        return me.of(actor.get()).map(seen -> Response.ok(seen.view())
                .tag(Versions.tag(seen.version()))
                .build());
    }

    @PUT
    @Path("/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @RateLimited("login")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Void> changeMyPassword(@NotNull @Valid PasswordChange change) {
        return me.changePassword(
                actor.get(), AccessTokens.sessionId(token), change.currentPassword(), change.newPassword());
    }

    @POST
    @Path("/totp")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Response> enrolMyTotp(@HeaderParam("Idempotency-Key") @Nullable String key) {
        return idempotency.once(actor.get(), "enrolMyTotp", key, Map.of(), () -> me.enrolTotp(actor.get())
                .map(secret -> Response.status(201).entity(secret).build()));
    }

    @PUT
    @Path("/totp/confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    @RateLimited("login")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Void> confirmMyTotp(@NotNull @Valid Code code) {
        return me.confirmTotp(actor.get(), code.code());
    }

    @DELETE
    @Path("/totp")
    @RateLimited("login")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Void> deleteMyTotp(@HeaderParam("Totp-Code") @NotNull @Pattern(regexp = "\\d{6}") String code) {
        return me.removeTotp(actor.get(), code);
    }
}
