package qinqing.jobs;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work on one open JDBC transaction, which the caller commits or rolls back.
 *
 * @param <T> what it gives back
 */
@FunctionalInterface
public interface Transaction<T> {
    T run(Connection connection) throws SQLException;

    /** Without a result. */
    @FunctionalInterface
    interface Step {
        void run(Connection connection) throws SQLException;
    }
}
