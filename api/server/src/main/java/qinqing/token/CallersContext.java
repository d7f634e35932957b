package qinqing.token;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** The way back to the request's event loop, which its database session belongs to. */
public final class CallersContext {
    private CallersContext() {}

    public static Executor now() {
        var context = Vertx.currentContext();
        return context == null ? Infrastructure.getDefaultExecutor() : MutinyHelper.executor(context);
    }
}
