package qinqing.objection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.event.Listener;
import qinqing.verification.Finding;
import qinqing.verification.VerificationClosed;

/** Brings notices into line with what a verification found, in the transaction of the second signature (A10.9). */
@ApplicationScoped
class FollowsVerifications implements Listener<VerificationClosed> {
    private final Objections objections;

    FollowsVerifications(Objections objections) {
        this.objections = objections;
    }

    @Override
    public Uni<Void> on(VerificationClosed event) {
        return objections.verified(event.matchId(), event.finding() == Finding.COMPLIANT);
    }
}
