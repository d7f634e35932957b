package qinqing.tenant;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.TransactionRollbackException;
import java.util.function.Function;

/** A transaction that tells the database its tenant with its first word, and again whenever the tenant changes. */
final class TenantTransaction implements Transaction {
    private final SqlConnection raw;
    private final Runnable over;
    private final Promise<Void> completion = Promise.promise();
    private final Future<?> begun;
    private Tenant tenant;
    /** After a failure the database only waits for the end, and takes a commit for a rollback without a word. */
    private volatile boolean failed;

    TenantTransaction(SqlConnection raw, Tenant tenant, Runnable over) {
        this.raw = raw;
        this.tenant = tenant;
        this.over = over;
        this.begun = raw.query("begin; " + tenant.declared()).execute().onFailure(why -> failed = true);
    }

    <T> Future<T> send(Tenant wanted, Function<SqlConnection, Future<T>> statement) {
        if (begun.failed()) {
            return Future.failedFuture(begun.cause());
        }
        if (!wanted.equals(tenant)) {
            raw.query(wanted.declared()).execute().onFailure(why -> failed = true);
            tenant = wanted;
        }
        return statement.apply(raw).onFailure(why -> failed = true);
    }

    @Override
    public Future<Void> commit() {
        if (failed) {
            return rollback().transform(ended -> Future.failedFuture(TransactionRollbackException.INSTANCE));
        }
        return end("commit");
    }

    @Override
    public Future<Void> rollback() {
        return end("rollback");
    }

    private Future<Void> end(String how) {
        over.run();
        return raw.query(how).execute().<Void>mapEmpty().onComplete(ended -> {
            if (ended.succeeded() && how.equals("commit")) {
                completion.tryComplete();
            } else {
                completion.tryFail(TransactionRollbackException.INSTANCE);
            }
        });
    }

    @Override
    public void commit(Handler<AsyncResult<Void>> handler) {
        commit().onComplete(handler);
    }

    @Override
    public void rollback(Handler<AsyncResult<Void>> handler) {
        rollback().onComplete(handler);
    }

    @Override
    public Future<Void> completion() {
        return completion.future();
    }

    @Override
    public void completion(Handler<AsyncResult<Void>> handler) {
        completion().onComplete(handler);
    }
}
