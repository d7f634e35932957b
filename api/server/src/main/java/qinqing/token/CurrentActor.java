package qinqing.token;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The actor of the request at hand. */
@RequestScoped
public class CurrentActor {
    private final CurrentIdentityAssociation association;

    CurrentActor(CurrentIdentityAssociation association) {
        this.association = association;
    }

    /** For endpoints with {@code @RolesAllowed}, where the token was checked already. */
    public Actor get() {
        return of(association.getIdentity());
    }

    /** For endpoints with {@code @PermitAll}: checks the token if there is one, {@link Actor#ANONYMOUS} otherwise. */
    public Uni<Actor> resolve() {
        return association.getDeferredIdentity().map(CurrentActor::of);
    }

    /**
     * Ends a system's request whose token lacks the scope; people are judged by their role.
     *
     * @param scope as the contract writes it, such as {@code clearances:write}
     * @throws ProblemException NOT_ALLOWED
     */
    public Actor requireScope(String scope) {
        var actor = get();
        if (actor.role() == Role.SYSTEM && !actor.scopes().contains(scope)) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED, "此系统未获授权范围 " + scope, "This client was not given the scope " + scope);
        }
        return actor;
    }

    static Actor of(SecurityIdentity identity) {
        Actor actor = identity.getAttribute(Actor.ATTRIBUTE);
        return actor == null ? Actor.ANONYMOUS : actor;
    }
}
