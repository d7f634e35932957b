package qinqing.tenant;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

/** A statement with parameters on the way to a connection that knows its tenant. */
final class TenantPreparedQuery<T> implements PreparedQuery<T> {
    private final Sender sender;
    private final Function<SqlConnection, PreparedQuery<T>> query;

    TenantPreparedQuery(Sender sender, Function<SqlConnection, PreparedQuery<T>> query) {
        this.sender = sender;
        this.query = query;
    }

    @Override
    public Future<T> execute() {
        return sender.send(connection -> query.apply(connection).execute());
    }

    @Override
    public Future<T> execute(Tuple parameters) {
        return sender.send(connection -> query.apply(connection).execute(parameters));
    }

    @Override
    public Future<T> executeBatch(List<Tuple> batch) {
        return sender.send(connection -> query.apply(connection).executeBatch(batch));
    }

    @Override
    public void execute(Handler<AsyncResult<T>> handler) {
        execute().onComplete(handler);
    }

    @Override
    public void execute(Tuple parameters, Handler<AsyncResult<T>> handler) {
        execute(parameters).onComplete(handler);
    }

    @Override
    public void executeBatch(List<Tuple> batch, Handler<AsyncResult<T>> handler) {
        executeBatch(batch).onComplete(handler);
    }

    @Override
    public <R> PreparedQuery<SqlResult<R>> collecting(Collector<Row, ?, R> collector) {
        return new TenantPreparedQuery<>(
                sender, connection -> query.apply(connection).collecting(collector));
    }

    @Override
    public <U> PreparedQuery<RowSet<U>> mapping(Function<Row, U> mapper) {
        return new TenantPreparedQuery<>(
                sender, connection -> query.apply(connection).mapping(mapper));
    }
}
