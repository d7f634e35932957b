package qinqing.clearance;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import qinqing.event.Listener;
import qinqing.verification.MatchVerified;

/** A signed finding may contradict a grant that rested on an earlier one (A9.3). */
@ApplicationScoped
class EndsGrantsOnFindings implements Listener<MatchVerified> {
    private final WithdrawsGrants grants;

    EndsGrantsOnFindings(WithdrawsGrants grants) {
        this.grants = grants;
    }

    @Override
    public Uni<Void> on(MatchVerified event) {
        return grants.concerning(List.of(event.matchId()));
    }
}
