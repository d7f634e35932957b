package qinqing.launch;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgPool;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.tenant.Tenancy;

/**
 * How the connections that serve requests behave when the network or the database doesn't: nobody waits for one longer than a
 * request may take, and one on which nothing came or went for a while is closed, since a half-open connection never says that
 * it is dead (R7).
 */
final class DatabasePools {
    /**
     * In characters. The driver prepares anything longer anew each time (its own limit is 2048): the statement behind a clearance
     * has three times as many, and planning it cost more than answering it.
     */
    private static final int LONGEST_STATEMENT = 32_768;

    private DatabasePools() {}

    /**
     * @param connect for the handshake of TCP
     * @param free for a connection of the pool
     * @param silence of one in use or idle
     * @param told whether the database learns in whose name it is asked; untold it shows nothing, which a benchmark compares with
     */
    private record Patience(Duration connect, Duration free, Duration silence, boolean told) {
        Pool pool(PgPoolCreator.Input input) {
            for (var database : input.pgConnectOptionsList()) {
                database.setConnectTimeout((int) connect.toMillis());
                database.setTcpKeepAlive(true);
                database.setIdleTimeout((int) silence.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
                database.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
            }
            var pool = input.poolOptions();
            pool.setConnectionTimeout((int) free.toMillis()).setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
            var raw = PgPool.pool(input.vertx(), input.pgConnectOptionsList(), pool);
            return told ? Tenancy.pool(raw) : raw;
        }
    }

    /** For transactions. */
    @Singleton
    static final class OfTransactions implements PgPoolCreator {
        private final Patience patience;

        OfTransactions(
                @ConfigProperty(name = "qinqing.database.connect-within") Duration connect,
                @ConfigProperty(name = "qinqing.database.free-within") Duration free,
                @ConfigProperty(name = "qinqing.database.silent-for") Duration silence,
                @ConfigProperty(name = "qinqing.tenant.told", defaultValue = "true") boolean told) {
            this.patience = new Patience(connect, free, silence, told);
        }

        @Override
        public Pool create(Input input) {
            return patience.pool(input);
        }
    }

    /** For statements on their own. */
    @Singleton
    @ReactiveDataSource("statements")
    static final class OfStatements implements PgPoolCreator {
        private final Patience patience;

        OfStatements(
                @ConfigProperty(name = "qinqing.database.connect-within") Duration connect,
                @ConfigProperty(name = "qinqing.database.free-within") Duration free,
                @ConfigProperty(name = "qinqing.database.silent-for") Duration silence,
                @ConfigProperty(name = "qinqing.tenant.told", defaultValue = "true") boolean told) {
            this.patience = new Patience(connect, free, silence, told);
        }

        @Override
        public Pool create(Input input) {
            return patience.pool(input);
        }
    }
}
