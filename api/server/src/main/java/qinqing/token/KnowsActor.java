package qinqing.token;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.http.ClientAddress;
import qinqing.tenant.Tenancy;

/** Turns a checked token into an {@link Actor} with its one role, unless what it stands for has ended meanwhile. */
@ApplicationScoped
class KnowsActor implements SecurityIdentityAugmentor {
    private final Validity validity;
    private final ClientAddress addresses;

    KnowsActor(Validity validity, ClientAddress addresses) {
        this.validity = validity;
        this.addresses = addresses;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return augment(identity, context, Map.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        var actor = AccessTokens.actor(token);
        return validity.holds(actor, AccessTokens.sessionId(token), address(attributes))
                .map(holds -> {
                    if (!holds) {
                        throw new AuthenticationFailedException("the session has ended");
                    }
                    Tenancy.enter(actor);
                    return QuarkusSecurityIdentity.builder()
                            .setPrincipal(token)
                            .addCredentials(identity.getCredentials())
                            .addAttribute(Actor.ATTRIBUTE, actor)
                            .addRole(actor.role().name())
                            .build();
                });
    }

    private @Nullable String address(Map<String, Object> attributes) {
        var routing = HttpSecurityUtils.getRoutingContextAttribute(attributes);
        return routing == null ? null : addresses.of(routing.request());
    }
}
