package qinqing.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import qinqing.tenant.Tenancy;

/**
 * Tells listeners one after the other, since a reactive session does one thing at a time. Whoever announces a fact had the right
 * to bring it about; what follows from it in other units, the house does in its own name (ADR 10).
 *
 * @param <E> the fact
 */
public final class Announcer<E> {
    private final Instance<? extends Listener<E>> listeners;

    public Announcer(Instance<? extends Listener<E>> listeners) {
        this.listeners = listeners;
    }

    public Uni<Void> announce(E event) {
        return Tenancy.asHouseInSession(() -> tell(event));
    }

    private Uni<Void> tell(E event) {
        return Multi.createFrom()
                .iterable(listeners)
                .onItem()
                .transformToUniAndConcatenate(listener -> listener.on(event))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
