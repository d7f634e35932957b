package qinqing.notification;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import qinqing.actor.Actor;
import qinqing.identity.CountsUnread;

@Singleton
class CountsUnreadNotifications implements CountsUnread {
    private static final String UNREAD = """
            select count(*) from notification
             where read_at is null
               and (account_id = :account or official_id = cast(:official as uuid))
            """;

    @Override
    public Uni<Long> unreadOf(Actor actor) {
        return Panache.getSession().chain(session -> session.createNativeQuery(UNREAD, Long.class)
                .setParameter("account", actor.accountId())
                .setParameter(
                        "official",
                        actor.officialId() == null ? null : actor.officialId().toString())
                .getSingleResult());
    }
}
