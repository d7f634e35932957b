package qinqing.jobs;

import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import qinqing.http.Uploads;

/**
 * Deletes the files of one kind that were worked through: an upload holds ID numbers and must not lie about for longer than it is
 * needed (S7). The file goes first and its mention after it, so that a process killed in between only does it again.
 */
public abstract class DropsUploads implements RecurringJob {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int PAGE = 200;

    private final AgroalDataSource database;
    private final Uploads uploads;

    protected DropsUploads(AgroalDataSource database, Uploads uploads) {
        this.database = database;
        this.uploads = uploads;
    }

    /** Ids of files that nobody needs any more; its one parameter is how many at most. Locks the rows. */
    protected abstract String find();

    /** Notes that these files are gone; its one parameter is an array of their ids. */
    protected abstract String forget();

    @Override
    public Duration every() {
        return EVERY;
    }

    @Override
    public void run() throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                while (drop(connection) == PAGE) {
                    connection.commit();
                }
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private int drop(Connection connection) throws SQLException, IOException {
        var found = found(connection);
        for (var upload : found) {
            uploads.delete(upload);
        }
        try (var update = connection.prepareStatement(forget())) {
            update.setArray(1, connection.createArrayOf("uuid", found.toArray()));
            update.executeUpdate();
        }
        return found.size();
    }

    private List<UUID> found(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(find())) {
            question.setInt(1, PAGE);
            var found = new ArrayList<UUID>();
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }
}
