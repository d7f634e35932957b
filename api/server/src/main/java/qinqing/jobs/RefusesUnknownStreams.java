package qinqing.jobs;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import qinqing.actor.Actor;

/** Answers 404 before a stream of events begins; afterwards it could only break off. */
class RefusesUnknownStreams {
    private final Instance<Watched> kinds;
    private final CurrentIdentityAssociation identity;

    RefusesUnknownStreams(@Any Instance<Watched> kinds, CurrentIdentityAssociation identity) {
        this.kinds = kinds;
        this.identity = identity;
    }

    @ServerRequestFilter
    @StreamsJob
    Uni<Void> mustBeKnown(ContainerRequestContext request) {
        var named = request.getUriInfo().getPathParameters();
        var kind = kinds.stream()
                .filter(one -> named.containsKey(one.parameter()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing watched is named in " + named.keySet()));
        var id = UUID.fromString(named.getFirst(kind.parameter()));
        return identity.getDeferredIdentity()
                .chain(caller -> kind.jobOf(actor(caller), id))
                .replaceWithVoid();
    }

    private static Actor actor(SecurityIdentity caller) {
        Actor actor = caller.getAttribute(Actor.ATTRIBUTE);
        return actor == null ? Actor.ANONYMOUS : actor;
    }
}
