package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import qinqing.http.RateLimited;
import qinqing.tenant.BeforeSignIn;

/** Login at the county's own identity provider. */
@Path("/api/v1/sessions/federated")
class FederatedSessionResource {
    record Input(
            @NotBlank @Size(max = 2000) String code,
            @NotNull @Size(min = 43, max = 128) String codeVerifier,
            @NotBlank @Size(max = 500) String redirectUri,
            @Nullable UUID assignmentId) {
        @Override
        public String toString() {
            return "Input";
        }
    }

    private final CountyIdentityProvider provider;
    private final Sessions sessions;

    FederatedSessionResource(CountyIdentityProvider provider, Sessions sessions) {
        this.provider = provider;
        this.sessions = sessions;
    }

    @POST
    @PermitAll
    @BeforeSignIn
    @RateLimited("login")
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SessionView> createFederatedSession(@NotNull @Valid Input input) {
        return provider.subjectOf(input.code(), input.codeVerifier(), input.redirectUri())
                .chain(subject -> sessions.logInAs(subject, Optional.ofNullable(input.assignmentId())))
                .map(SessionResource::answer);
    }
}
