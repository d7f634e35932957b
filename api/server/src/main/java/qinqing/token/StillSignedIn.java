package qinqing.token;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import qinqing.jobs.WatcherRights;

/** A stream ends when the session, account or assignment behind its token does. */
@ApplicationScoped
class StillSignedIn implements WatcherRights {
    private final CurrentIdentityAssociation association;
    private final Validity validity;

    StillSignedIn(CurrentIdentityAssociation association, Validity validity) {
        this.association = association;
        this.validity = validity;
    }

    @Override
    public Supplier<Uni<Boolean>> now() {
        var asking = association.getDeferredIdentity().memoize().indefinitely();
        return () -> asking.chain(this::holds);
    }

    /** Whoever signed in with no token has none that could end; the endpoint's roles decide about them. */
    private Uni<Boolean> holds(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? validity.holds(CurrentActor.of(identity), AccessTokens.sessionId(token), null)
                : Uni.createFrom().item(true);
    }
}
