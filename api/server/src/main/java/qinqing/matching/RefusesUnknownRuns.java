package qinqing.matching;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CurrentActor;

/** Answers 404 before a stream of events begins; afterwards it could only break off. */
class RefusesUnknownRuns {
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfKnownRun {}

    private final MatchingRuns runs;
    private final CurrentActor actor;

    RefusesUnknownRuns(MatchingRuns runs, CurrentActor actor) {
        this.runs = runs;
        this.actor = actor;
    }

    @ServerRequestFilter
    @OfKnownRun
    Uni<Void> mustBeKnown(ContainerRequestContext request) {
        var run = id(request.getUriInfo().getPathParameters().getFirst("runId"));
        return actor.resolve().chain(who -> runs.get(who, run, List.of())).replaceWithVoid();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
    }
}
