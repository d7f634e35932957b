package qinqing.tenant;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;

/**
 * In whose name the request at hand speaks to the database: nobody's, until its token was checked. Two elevations have names;
 * each is a promise that the caller checked the right before, and each ends with its work.
 */
public final class Tenancy {
    private static final String KEY = "qinqing.tenant";

    /** For work that left its request: the standing during one subscription. */
    private static final ThreadLocal<@Nullable Standing> OFF_CONTEXT = new ThreadLocal<>();

    private Tenancy() {}

    /** The tenant of one request, which its connections look at before each statement. */
    static final class Standing {
        private volatile Tenant tenant;

        Standing(Tenant tenant) {
            this.tenant = tenant;
        }

        Tenant tenant() {
            return tenant;
        }
    }

    /** The same pool, whose connections tell the database in whose name they speak. */
    public static Pool pool(Pool raw) {
        return new TenantPool(raw);
    }

    /** From here on the request's statements run in the name of the one whose token was checked. */
    public static void enter(Actor actor) {
        enter(Tenant.of(actor));
    }

    static void enter(Tenant tenant) {
        if (VertxContext.isOnDuplicatedContext()) {
            standing().tenant = tenant;
        }
    }

    /** What the house does on its own account, beyond the units of whoever is asking. */
    public static <T> Uni<T> asHouse(Supplier<Uni<T>> work) {
        return as(Tenant.HOUSE, work);
    }

    /** Finding out who somebody is, before anybody is anybody. */
    public static <T> Uni<T> asSignIn(Supplier<Uni<T>> work) {
        return as(Tenant.SIGN_IN, work);
    }

    /**
     * As {@link #asHouse} inside a session: what waits in it to be written is the caller's own and is written in the caller's name
     * before, what the house changed is written in the house's name before it steps back.
     */
    public static <T> Uni<T> asHouseInSession(Supplier<Uni<T>> work) {
        return flush().chain(() -> asHouse(() -> work.get().call(Tenancy::flush)));
    }

    static Standing standing() {
        var off = OFF_CONTEXT.get();
        if (off != null) {
            return off;
        }
        if (!VertxContext.isOnDuplicatedContext()) {
            return new Standing(Tenant.NOBODY);
        }
        return ContextLocals.<Standing>get(KEY).orElseGet(() -> {
            var fresh = new Standing(Tenant.NOBODY);
            ContextLocals.put(KEY, fresh);
            return fresh;
        });
    }

    private static <T> Uni<T> as(Tenant other, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!VertxContext.isOnDuplicatedContext()) {
                return offContext(other, work);
            }
            var standing = standing();
            var before = standing.tenant;
            standing.tenant = other;
            return Uni.createFrom().deferred(work::get).eventually(() -> {
                standing.tenant = before;
            });
        });
    }

    private static <T> Uni<T> offContext(Tenant other, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(answer -> {
            var before = OFF_CONTEXT.get();
            OFF_CONTEXT.set(new Standing(other));
            try {
                work.get().subscribe().with(answer::complete, answer::fail);
            } finally {
                OFF_CONTEXT.set(before);
            }
        });
    }

    private static Uni<Void> flush() {
        return Panache.getSession().chain(Mutiny.Session::flush);
    }
}
