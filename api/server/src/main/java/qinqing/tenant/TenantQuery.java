package qinqing.tenant;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import java.util.function.Function;
import java.util.stream.Collector;

/** A statement without parameters on the way to a connection that knows its tenant. */
final class TenantQuery<T> implements Query<T> {
    private final Sender sender;
    private final Function<SqlConnection, Query<T>> query;

    TenantQuery(Sender sender, Function<SqlConnection, Query<T>> query) {
        this.sender = sender;
        this.query = query;
    }

    @Override
    public Future<T> execute() {
        return sender.send(connection -> query.apply(connection).execute());
    }

    @Override
    public void execute(Handler<AsyncResult<T>> handler) {
        execute().onComplete(handler);
    }

    @Override
    public <R> Query<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
        return new TenantQuery<>(sender, connection -> query.apply(connection).collecting(collector));
    }

    @Override
    public <U> Query<RowSet<U>> mapping(Function<Row, U> mapper) {
        return new TenantQuery<>(sender, connection -> query.apply(connection).mapping(mapper));
    }
}
