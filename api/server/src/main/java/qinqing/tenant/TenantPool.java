package qinqing.tenant;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** The pool every request's statements come through: it hands out connections that know their tenant, and no others. */
final class TenantPool implements PgPool, Sender {
    private final Pool raw;

    TenantPool(Pool raw) {
        this.raw = raw;
    }

    @Override
    public Future<SqlConnection> getConnection() {
        var standing = Tenancy.standing();
        return raw.getConnection().map(connection -> new TenantConnection(connection, standing));
    }

    @Override
    public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
        getConnection().onComplete(handler);
    }

    @Override
    public <T> Future<T> send(Function<SqlConnection, Future<T>> statement) {
        var tenant = Tenancy.standing().tenant();
        return raw.getConnection().compose(connection -> new TenantConnection(connection, new Tenancy.Standing(tenant))
                .send(statement)
                .onComplete(answer -> connection.close()));
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

    @Override
    public Future<Void> close() {
        return raw.close();
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        raw.close(handler);
    }

    @Override
    public PgPool connectHandler(Handler<SqlConnection> handler) {
        raw.connectHandler(handler);
        return this;
    }

    @Override
    public PgPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
        raw.connectionProvider(provider);
        return this;
    }

    @Override
    public int size() {
        return raw.size();
    }
}
