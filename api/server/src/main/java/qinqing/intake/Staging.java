package qinqing.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The tables that one attempt at an import fills, apart from everything else, so that nothing half-written can ever be seen: unlogged,
 * without index and policy, their rows sealed already (decisions: data in and out). The only place where SQL is put
 * together: table names are made of the ids of job and attempt.
 */
final class Staging {
    private static final String ROWS = "rows_";
    private static final String FINDINGS = "findings_";

    /** In the order {@link StagesRows} writes them. */
    static final String ROW_COLUMNS = """
            id, row_number, role, name, name_key, id_state, id_number_sealed, person_token, birth_token, phone_sealed,
            phone_token, address_sealed, address_token, address_public, village_code, company_name, credit_code, amount,
            granted_on, external_reference, note""";

    static final int ROW_WIDTH = 21;
    static final String FINDING_COLUMNS = "row_number, position, column_name, field, severity, reason";
    static final int FINDING_WIDTH = 6;

    private final UUID jobId;
    private final String rows;
    private final String findings;

    Staging(UUID jobId, int attempt) {
        this.jobId = jobId;
        this.rows = "staging." + ROWS + hex(jobId) + "_" + attempt;
        this.findings = "staging." + FINDINGS + hex(jobId) + "_" + attempt;
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }

    /** Makes the tables, and takes away what a killed attempt left. */
    void create(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            drop(connection, jobId);
            execute(
                    connection,
                    "create unlogged table " + rows + " as select " + ROW_COLUMNS + " from beneficiary with no data");
            execute(
                    connection,
                    "create unlogged table " + findings + " as select " + FINDING_COLUMNS
                            + " from beneficiary_row_error with no data");
        }
    }

    /** Adds a page of rows and what there is to say of them. */
    void copy(Connection connection, Page page) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        copy(copy, rows, ROW_COLUMNS, page.rows());
        copy(copy, findings, FINDING_COLUMNS, page.findings());
    }

    /** What is handed over to the copying thread at once. */
    record Page(BinaryRows rows, BinaryRows findings) {}

    private static void copy(CopyManager copy, String table, String columns, BinaryRows content) throws SQLException {
        if (content.rows() == 0) {
            return;
        }
        content.end();
        try (var in = new java.io.ByteArrayInputStream(content.bytes(), 0, content.size())) {
            copy.copyIn("copy " + table + " (" + columns + ") from stdin (format binary)", in, 1 << 16);
        } catch (IOException e) {
            throw new SQLException("the page could not be sent", e);
        }
    }

    /** Moves everything into the real tables, in the caller's transaction. */
    void moveIn(Connection connection, UUID batchId) throws SQLException {
        update(
                connection,
                "insert into beneficiary (county_code, unit_id, programme_id, batch_id, " + ROW_COLUMNS + ") "
                        + "select b.county_code, b.unit_id, b.programme_id, b.id, r.* from beneficiary_batch b cross join "
                        + rows + " r where b.id = ?",
                batchId);
        update(
                connection,
                "insert into beneficiary_row_error (batch_id, " + FINDING_COLUMNS + ") select ?, f.* from " + findings
                        + " f",
                batchId);
    }

    /** Takes away the tables of every attempt of a job; there may be none. */
    static void drop(Connection connection, UUID jobId) throws SQLException {
        List<String> left = new ArrayList<>();
        try (var question = connection.prepareStatement(
                "select quote_ident(tablename) from pg_tables where schemaname = 'staging' and tablename like ?")) {
            question.setString(1, "%\\_" + hex(jobId) + "\\_%");
            try (var answer = question.executeQuery()) {
                while (answer.next()) {
                    left.add(answer.getString(1));
                }
            }
        }
        for (var table : left) {
            execute(connection, "drop table if exists staging." + table);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void update(Connection connection, String sql, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }
}
