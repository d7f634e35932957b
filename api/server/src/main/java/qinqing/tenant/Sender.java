package qinqing.tenant;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Sends a statement in the tenant's name. */
interface Sender {
    <T> Future<T> send(Function<SqlConnection, Future<T>> statement);
}
