package qinqing.event;

import io.smallrye.mutiny.Uni;

/**
 * Hears a past-tense fact inside the transaction that made it true; a failure rolls both back.
 *
 * @param <E> the fact, a public record of the feature that announces it
 */
public interface Listener<E> {
    Uni<Void> on(E event);
}
