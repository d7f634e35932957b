package qinqing.imports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.http.Uploads;
import qinqing.problem.Text;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.Vault;

/** What reading a table of people needs: columns by their headers, and a place for everything that is wrong. Used by one thread. */
public final class ImportSheet {
    public static final Text NO_HEADER = new Text("第一行没有找到需要的列名", "The first line does not name the needed columns");

    private record Finding(long row, @Nullable String column, boolean error, String code, Text reason) {}

    private final UUID importId;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, Integer> positions = new HashMap<>();
    private int read;
    private int kept;
    private int bad;
    private int warned;
    private int duplicate;

    public ImportSheet(UUID importId) {
        this.importId = importId;
    }

    public static SpreadsheetSource open(Uploads uploads, Vault vault, UUID upload) throws IOException {
        return SpreadsheetSource.open(
                uploads.file(upload).read(vault), new Scratch(uploads.scratchFolder(), vault), Limits.COUNTY);
    }

    /** Takes the header line; later columns of the same name count as the second one: {@code 身份证号码#2}. */
    public void header(Row row) {
        for (int i = 0; i < row.cells().size(); i++) {
            var title = row.cell(i).replaceAll("[\\s　*（）()]", "");
            var key = columns.containsKey(title) ? title + "#2" : title;
            columns.putIfAbsent(key, i);
        }
    }

    public boolean has(String... titles) {
        return column(titles) >= 0;
    }

    private int column(String... titles) {
        for (var title : titles) {
            var found = columns.get(title);
            if (found != null) {
                return found;
            }
        }
        return -1;
    }

    /** The cell of the first of these columns that the table has; null when blank. */
    public @Nullable String cell(Row row, String... titles) {
        int column = column(titles);
        if (column < 0) {
            return null;
        }
        var cell = row.cell(column).strip();
        return cell.isEmpty() ? null : cell;
    }

    public void error(long row, @Nullable String column, String code, Text reason) {
        findings.add(new Finding(row, column, true, code, reason));
    }

    public void warning(long row, @Nullable String column, String code, Text reason) {
        findings.add(new Finding(row, column, false, code, reason));
    }

    public void read(int rows) {
        read += rows;
    }

    public void kept(int rows) {
        kept += rows;
    }

    public void bad(int rows) {
        bad += rows;
    }

    public void warned(int rows) {
        warned += rows;
    }

    public void duplicate(int rows) {
        duplicate += rows;
    }

    public int rowsRead() {
        return read;
    }

    /** Writes what was found since the last time, and the counts so far. */
    public void write(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into import_row_error (import_id, row_number, position, column_name, severity, code, reason_zh, reason_en)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (var finding : findings) {
                insert.setObject(1, importId);
                insert.setInt(2, (int) finding.row());
                insert.setInt(3, positions.merge(finding.row(), 1, Integer::sum) - 1);
                insert.setString(4, finding.column());
                insert.setString(5, finding.error() ? "ERROR" : "WARNING");
                insert.setString(6, finding.code());
                insert.setString(7, finding.reason().zh());
                insert.setString(8, finding.reason().en());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        findings.clear();
        try (var update = connection.prepareStatement("""
                update import_run set rows_read = ?, rows_kept = ?, rows_bad = ?, rows_warned = ?, rows_duplicate = ? where id = ?""")) {
            update.setInt(1, read);
            update.setInt(2, kept);
            update.setInt(3, bad);
            update.setInt(4, warned);
            update.setInt(5, duplicate);
            update.setObject(6, importId);
            update.executeUpdate();
        }
    }

    /** An attempt that died left findings behind; the next one tells them anew. */
    public static void forget(Connection connection, UUID importId) throws SQLException {
        try (var delete = connection.prepareStatement("delete from import_row_error where import_id = ?")) {
            delete.setObject(1, importId);
            delete.executeUpdate();
        }
    }

    /** What an import was asked for. */
    public record Order(UUID upload, UUID unit, UUID account) {
        public static Order of(Connection connection, UUID importId) throws SQLException {
            try (var question =
                    connection.prepareStatement("select upload_id, unit_id, created_by from import_run where id = ?")) {
                question.setObject(1, importId);
                try (var row = question.executeQuery()) {
                    if (!row.next()) {
                        throw new IllegalStateException("an import without its row");
                    }
                    return new Order(
                            row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class));
                }
            }
        }
    }
}
