package qinqing;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import qinqing.tenant.Tenancy;

/** Runs a reactive question of a service in the name of the house, on a context of its own, and waits for the answer. */
public final class Await {
    private Await() {}

    public static <T> T answer(Supplier<Uni<T>> question) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> Tenancy.asHouse(question));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
