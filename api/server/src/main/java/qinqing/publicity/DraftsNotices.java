package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.event.Listener;
import qinqing.verification.Finding;
import qinqing.verification.VerificationClosed;

/**
 * Draws up the notice of a matter as soon as it was found compliant, so that nobody types again what is known (A10.7). The clerk of the
 * approving unit completes and publishes it; where it can't be drawn up they hear what is missing, and the finding stands all the
 * same.
 */
@ApplicationScoped
class DraftsNotices implements Listener<VerificationClosed> {
    private final Notices notices;
    private final Tells tells;

    DraftsNotices(Notices notices, Tells tells) {
        this.notices = notices;
        this.tells = tells;
    }

    @Override
    public Uni<Void> on(VerificationClosed event) {
        return event.finding() == Finding.COMPLIANT
                ? Panache.flush()
                        .chain(() -> notices.prepare(event.verificationId()))
                        .chain(tells::prepared)
                : Uni.createFrom().voidItem();
    }
}
