package qinqing.identity;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import qinqing.tenant.Tenancy;

/**
 * A role that was given until a day ends as one that is taken away: whoever keeps work for it hears of it. Several servers may do it at
 * once; each assignment ends once.
 */
@Singleton
class EndsAssignments {
    private final Accounts accounts;

    EndsAssignments(Accounts accounts) {
        this.accounts = accounts;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> endThoseOver() {
        return Tenancy.asHouse(accounts::endThoseOver);
    }
}
