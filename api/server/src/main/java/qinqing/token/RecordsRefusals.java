package qinqing.token;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;

/**
 * Who is refused although we know them leaves one entry in the trail, in a transaction of its own, since the refused
 * one's was rolled back; refusals of nobody in particular are only counted (decisions: safety).
 */
class RecordsRefusals {
    private static final Logger LOG = Logger.getLogger(RecordsRefusals.class);
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final CurrentIdentityAssociation identity;
    private final Audit audit;
    private final MeterRegistry meters;

    RecordsRefusals(CurrentIdentityAssociation identity, Audit audit, MeterRegistry meters) {
        this.identity = identity;
        this.audit = audit;
        this.meters = meters;
    }

    @ServerResponseFilter
    public Uni<Void> record(
            ContainerRequestContext request, ContainerResponseContext response, @Nullable ResourceInfo resource) {
        return switch (response.getStatus()) {
            case UNAUTHORIZED -> count(UNAUTHORIZED);
            case FORBIDDEN ->
                identity.getDeferredIdentity()
                        .map(CurrentActor::of)
                        .onFailure()
                        .recoverWithItem(Actor.ANONYMOUS)
                        .chain(actor -> actor.isAnonymous() ? count(FORBIDDEN) : keep(actor, request, resource));
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> count(int status) {
        meters.counter("qinqing.refusals", "status", Integer.toString(status)).increment();
        return Uni.createFrom().voidItem();
    }

    /** The refusal stands even when the trail can't be written. */
    private Uni<Void> keep(Actor actor, ContainerRequestContext request, @Nullable ResourceInfo resource) {
        var operation = resource == null || resource.getResourceMethod() == null
                ? "unknown"
                : resource.getResourceMethod().getName();
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> audit.record(
                        actor, operation, "request", subject(request), "refused=403 method=" + request.getMethod())))
                .runSubscriptionOn(CallersContext.now())
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        "a refusal was not recorded: %s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    /** What they reached for: the last id in the path. */
    private static @Nullable UUID subject(ContainerRequestContext request) {
        var ids = request.getUriInfo().getPathParameters().values().stream()
                .flatMap(List::stream)
                .filter(value -> ID.matcher(value).matches())
                .toList();
        return ids.isEmpty() ? null : UUID.fromString(ids.getLast());
    }
}
