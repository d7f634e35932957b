package qinqing.disclosure;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.event.Listener;
import qinqing.staff.PostDutiesChanged;

/** Other duties are a post change: whoever holds the post reports anew within thirty days (A3.5). */
@ApplicationScoped
class AsksHoldersOfChangedPosts implements Listener<PostDutiesChanged> {
    private final OfficialRepository repository;
    private final Officials officials;

    AsksHoldersOfChangedPosts(OfficialRepository repository, Officials officials) {
        this.repository = repository;
        this.officials = officials;
    }

    @Override
    public Uni<Void> on(PostDutiesChanged event) {
        return repository
                .list("postId = ?1 and status = ?2", event.postId(), OfficialStatus.ACTIVE)
                .chain(holders -> officials
                        .duty(AmendmentCause.POST_CHANGE, officials.today())
                        .invoke(duty -> holders.forEach(holder -> holder.mustReport(duty))))
                .replaceWithVoid();
    }
}
