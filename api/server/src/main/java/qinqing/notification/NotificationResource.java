package qinqing.notification;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.token.CurrentActor;

@Path("/api/v1/me/notifications")
class NotificationResource {
    private final Notifications notifications;
    private final CurrentActor actor;

    NotificationResource(Notifications notifications, CurrentActor actor) {
        this.notifications = notifications;
        this.actor = actor;
    }

    @GET
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Page<NotificationView>> listMyNotifications(
            @QueryParam("unread") @Nullable String unread,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @Nullable Integer limit,
            @Context HttpHeaders headers) {
        var languages = headers.getAcceptableLanguages();
        return notifications
                .mine(actor.get(), onlyUnread(unread), cursor, Cursors.limit(limit))
                .map(page -> page.map(found -> NotificationView.of(found, languages)));
    }

    @PUT
    @Path("/{notificationId}/receipt")
    @RolesAllowed({
        Role.Name.CITIZEN,
        Role.Name.OFFICIAL,
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Void> markNotificationRead(UUID notificationId) {
        return notifications.read(actor.get(), notificationId);
    }

    private static boolean onlyUnread(@Nullable String unread) {
        if (unread == null || unread.equals("false")) {
            return false;
        }
        if (unread.equals("true")) {
            return true;
        }
        throw new ProblemException(
                ProblemType.MALFORMED_REQUEST, "unread 须为 true 或 false", "unread must be true or false");
    }
}
