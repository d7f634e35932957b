package qinqing.token;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Whoever still has a password that somebody else knows may change it, see who they are and log out; no more. */
class FirstPasswordFirst {
    private static final String API = "/api/v1";

    private final CurrentIdentityAssociation identity;

    FirstPasswordFirst(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @ServerRequestFilter
    public @Nullable Uni<@Nullable Response> refuse(ContainerRequestContext request) {
        if (request.getHeaderString("Authorization") == null
                || isOpen(request.getUriInfo().getPath())) {
            return null;
        }
        return identity.getDeferredIdentity().map(caller -> {
            if (caller.getPrincipal() instanceof JsonWebToken token && AccessTokens.passwordChangeDue(token)) {
                throw new ProblemException(ProblemType.PASSWORD_CHANGE_DUE);
            }
            return null;
        });
    }

    private static boolean isOpen(String path) {
        return path.equals(API + "/me") || path.equals(API + "/me/password") || path.startsWith(API + "/sessions");
    }
}
