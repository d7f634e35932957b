package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import qinqing.actor.Role;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.Text;

/** Tells those who have to publish and to hang the sheets. */
@ApplicationScoped
class Tells {
    private static final String HOLDERS = """
            select distinct a.account_id from assignment a
            where a.role = :role and a.unit_id = any(:units) and a.ended_at is null and (a.to_day is null or a.to_day >= current_date)
            """;

    private final Notifications notifications;

    Tells(Notifications notifications) {
        this.notifications = notifications;
    }

    /** The clerks of the boards: there is a sheet to hang up. */
    Uni<Void> published(Notice notice, Collection<UUID> unitsOfBoards) {
        var message = new Message(
                NotificationKind.NOTICE_TO_DISPLAY,
                new Text("有公示需要张贴：" + notice.number, "A notice is to be hung up: " + notice.number),
                "/notices/" + notice.id);
        return holders(Role.CLERK, unitsOfBoards).chain(accounts -> all(accounts, message));
    }

    /** The clerks of the approving unit: a draft waits for them, or what is missing for one. */
    Uni<Void> prepared(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Drafted(UUID notice, UUID unit, String number) ->
                holders(Role.CLERK, List.of(unit))
                        .chain(accounts -> all(
                                accounts,
                                new Message(
                                        NotificationKind.OTHER,
                                        new Text(
                                                "公示稿 " + number + " 已自动拟好，请核对后发布",
                                                "The draft of notice " + number + " waits for you"),
                                        "/notices/" + notice)));
            case Prepared.Missing(UUID verification, UUID unit, Text what) ->
                holders(Role.CLERK, List.of(unit))
                        .chain(accounts -> all(
                                accounts,
                                new Message(
                                        NotificationKind.OTHER,
                                        new Text(
                                                "有合规事项须公示，公示稿未能自动拟制：" + what.zh(),
                                                "No draft could be made for a matter to publish: " + what.en()),
                                        "/verifications/" + verification)));
            case Prepared.NotNeeded() -> Uni.createFrom().voidItem();
        };
    }

    private static Uni<List<UUID>> holders(Role role, Collection<UUID> units) {
        return Panache.getSession().chain(session -> session.createNativeQuery(HOLDERS, UUID.class)
                .setParameter("role", role.name())
                .setParameter("units", units.stream().distinct().toArray(UUID[]::new))
                .getResultList());
    }

    private Uni<Void> all(List<UUID> accounts, Message message) {
        return Multi.createFrom()
                .iterable(accounts)
                .onItem()
                .transformToUniAndConcatenate(account -> notifications.tellAccount(account, message))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
