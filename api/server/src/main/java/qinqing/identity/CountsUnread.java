package qinqing.identity;

import io.smallrye.mutiny.Uni;
import qinqing.actor.Actor;

/** How many messages wait for someone: {@code GET /me} shows it, {@code notification} knows it. */
public interface CountsUnread {
    /** In the present session. */
    Uni<Long> unreadOf(Actor actor);
}
