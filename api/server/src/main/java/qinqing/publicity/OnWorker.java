package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Takes slow work off the event loop and comes back to it, where the session lives. */
@ApplicationScoped
public class OnWorker {
    private final Vertx vertx;

    OnWorker(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T extends @Nullable Object> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.getOrCreateContext().executeBlocking(work, false).toCompletionStage());
    }
}
