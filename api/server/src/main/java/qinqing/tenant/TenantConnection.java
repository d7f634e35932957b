package qinqing.tenant;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import qinqing.tenant.Tenancy.Standing;

/**
 * A connection that runs nothing outside a transaction of a known tenant. {@code begin}, the tenant and the first statement go
 * out in one write: nothing waits for the answer of the first two, since a statement behind a failed one fails as well (P4).
 */
final class TenantConnection implements SqlConnection, Sender {
    private final SqlConnection raw;
    private final Standing standing;
    private @Nullable TenantTransaction open;

    TenantConnection(SqlConnection raw, Standing standing) {
        this.raw = raw;
        this.standing = standing;
    }

    @Override
    public <T> Future<T> send(Function<SqlConnection, Future<T>> statement) {
        var tenant = standing.tenant();
        if (open != null) {
            return open.send(tenant, statement);
        }
        raw.query("begin; " + tenant.declared()).execute();
        var answer = statement.apply(raw);
        var end = raw.query("commit").execute();
        return answer.compose(
                value -> end.map(done -> value), failure -> end.transform(over -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Transaction> begin() {
        if (open != null) {
            return Future.failedFuture(new IllegalStateException("a transaction is open already"));
        }
        open = new TenantTransaction(raw, standing.tenant(), () -> open = null);
        return Future.succeededFuture(open);
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        begin().onComplete(handler);
    }

    @Override
    public @Nullable Transaction transaction() {
        return open;
    }

    @Override
    public Future<Void> close() {
        return open == null ? raw.close() : open.rollback().transform(over -> raw.close());
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        close().onComplete(handler);
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return new TenantQuery<>(this, connection -> connection.query(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return new TenantPreparedQuery<>(this, connection -> connection.preparedQuery(sql));
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return new TenantPreparedQuery<>(this, connection -> connection.preparedQuery(sql, options));
    }

    /** A statement kept in hand could outlive its transaction, and with it its tenant. */
    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return Future.failedFuture(new UnsupportedOperationException("use preparedQuery"));
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return prepare(sql);
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        prepare(sql).onComplete(handler);
        return this;
    }

    @Override
    public SqlConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        return prepare(sql, handler);
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
        raw.exceptionHandler(handler);
        return this;
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
        raw.closeHandler(handler);
        return this;
    }

    @Override
    public boolean isSSL() {
        return raw.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return raw.databaseMetadata();
    }
}
