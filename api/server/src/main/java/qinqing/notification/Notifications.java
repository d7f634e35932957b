package qinqing.notification;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** Tells people, in the transaction of what is told, so that nobody hears of what did not happen. */
@ApplicationScoped
public class Notifications {
    private static final String LIST = "listMyNotifications";

    private static final String MINE = """
            select n.* from notification n
            where (n.account_id = :account or n.official_id = cast(:official as uuid))
              and (not :unread or n.read_at is null)
              and (cast(:after as uuid) is null or n.id < cast(:after as uuid))
            order by n.id desc limit :rows
            """;

    private static final String INSERT = """
            insert into notification
                (id, county_code, account_id, official_id, kind, title_zh, title_en, body_zh, body_en, link, due_on, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final int AT_A_TIME = 500;

    private final Clock clock;
    private final Ids ids;
    private final Cursors cursors;
    private final String countyCode;

    Notifications(
            Clock clock, Ids ids, Cursors cursors, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.clock = clock;
        this.ids = ids;
        this.cursors = cursors;
        this.countyCode = countyCode;
    }

    /** Tells the holder of an account, in the present reactive transaction. */
    public Uni<Void> tellAccount(UUID accountId, Message message) {
        return tell(new Addressee.OfAccount(accountId), message);
    }

    /** Tells an official, whether or not they have an account yet, in the present reactive transaction. */
    public Uni<Void> tellOfficial(UUID officialId, Message message) {
        return tell(new Addressee.OfOfficial(officialId), message);
    }

    /** Tells one addressee, in the present reactive transaction. */
    public Uni<Void> tell(Addressee addressee, Message message) {
        return Panache.getSession().chain(session -> session.persist(notification(addressee, message)));
    }

    /** For jobs: tells one addressee in the job's transaction. */
    public void tell(Connection transaction, Addressee addressee, Message message) throws SQLException {
        tell(transaction, Map.of(addressee, message));
    }

    /** For jobs: tells each addressee in the job's transaction, thousands of them in a few round trips. */
    public void tell(Connection transaction, Map<? extends Addressee, Message> messages) throws SQLException {
        try (var insert = transaction.prepareStatement(INSERT)) {
            int waiting = 0;
            for (var one : messages.entrySet()) {
                set(insert, notification(one.getKey(), one.getValue()));
                insert.addBatch();
                if (++waiting % AT_A_TIME == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void set(PreparedStatement insert, Notification told) throws SQLException {
        int column = 0;
        insert.setObject(++column, told.id);
        insert.setString(++column, told.countyCode);
        insert.setObject(++column, told.accountId, Types.OTHER);
        insert.setObject(++column, told.officialId, Types.OTHER);
        insert.setString(++column, told.kind.name());
        insert.setString(++column, told.titleZh);
        insert.setString(++column, told.titleEn);
        insert.setString(++column, told.bodyZh);
        insert.setString(++column, told.bodyEn);
        insert.setString(++column, told.link);
        insert.setObject(++column, told.dueOn);
        insert.setObject(++column, told.createdAt.atOffset(ZoneOffset.UTC));
    }

    Uni<Page<Notification>> mine(Actor actor, boolean unread, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1).stream().map(UUID::fromString).findFirst();
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery(MINE, Notification.class)
                                .setParameter("account", actor.accountId())
                                .setParameter("official", actor.officialId())
                                .setParameter("unread", unread)
                                .setParameter("after", after.orElse(null))
                                .setParameter("rows", limit + 1)
                                .getResultList()))
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id)));
    }

    /** @throws ProblemException 404 for a message that is not the actor's */
    @WithTransaction
    Uni<Void> read(Actor actor, UUID id) {
        return Panache.getSession()
                .chain(session -> session.find(Notification.class, id))
                .invoke(found -> {
                    if (found == null || !isFor(found, actor)) {
                        throw new ProblemException(ProblemType.NOT_FOUND, "没有这条消息", "There is no such message");
                    }
                    found.read(clock.instant());
                })
                .replaceWithVoid();
    }

    private static boolean isFor(Notification notification, Actor actor) {
        return actor.accountId().equals(notification.accountId)
                || (actor.officialId() != null && actor.officialId().equals(notification.officialId));
    }

    private Notification notification(Addressee addressee, Message message) {
        return new Notification(ids.timeOrdered(), countyCode, addressee, message, clock.instant());
    }
}
