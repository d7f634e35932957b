package qinqing.jobs;

import io.smallrye.mutiny.Uni;
import java.util.UUID;
import qinqing.actor.Actor;
import qinqing.problem.ProblemException;

/** What a client may watch at its {@code …/events}: a run, an import, a list that is being read. */
public interface Watched {
    /** The path parameter that names one, as the contract has it. */
    String parameter();

    /**
     * The job that works on it.
     *
     * @throws ProblemException 404 when there is none, or the actor may not know of it
     */
    Uni<UUID> jobOf(Actor actor, UUID id);
}
