package qinqing.verification;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.event.Listener;
import qinqing.identity.AssignmentEnded;

/** Tasks of somebody who no longer verifies go to the next one, chosen as for a new hit: none stays without an owner (A9.1). */
@ApplicationScoped
class HandsOnVerifications implements Listener<AssignmentEnded> {
    private final VerificationRepository repository;
    private final People people;
    private final Audit audit;

    HandsOnVerifications(VerificationRepository repository, People people, Audit audit) {
        this.repository = repository;
        this.people = people;
        this.audit = audit;
    }

    @Override
    public Uni<Void> on(AssignmentEnded event) {
        return repository.ownedBy(event.assignmentId()).chain(tasks -> Multi.createFrom()
                .iterable(tasks)
                .onItem()
                .transformToUniAndConcatenate(this::handOn)
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> handOn(Verification task) {
        return people.concern(task.matchId)
                .chain(found -> people.along(task.unitId).map(all -> new Owners(all).choose(found.concern())))
                .invoke(owner -> task.handOn(owner.assignmentId()))
                .call(repository::flush)
                .chain(owner -> audit.record(
                        Actor.INSTALLATION,
                        "assignVerification",
                        "verification",
                        task.id,
                        "owner=" + owner.assignmentId()));
    }
}
