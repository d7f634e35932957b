package qinqing.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.SpreadsheetExport;

/** The rows that were left out, as they stood in the file, with the reasons beside each: to mend and to upload again. */
@ApplicationScoped
public class RowErrorSheet {
    public static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** More wrong rows than anybody mends by hand; the list itself tells all of them. */
    static final int MOST_ROWS = 50_000;

    private static final Text NAME = new Text("错误行", "Row errors");
    private static final Text ROW = new Text("原行号", "Row");
    private static final Text REASONS = new Text("错误原因", "Reasons");

    private static final String LEFT_OUT = """
            select row_number, string_agg(coalesce(column_name, '') || chr(31) || reason, chr(30) order by position)
            from beneficiary_row_error
            where batch_id = ? and row_number in (
                select row_number from beneficiary_row_error where batch_id = ? and severity = 'ERROR')
            group by row_number order by row_number limit ?""";

    /** @param mapping as stored */
    public record File(
            UUID batchId, UUID uploadId, @Nullable String mapping) {}

    private record Wrong(int row, String reasons) {}

    private final DataSource database;
    private final UploadedLists uploads;
    private final ObjectMapper json;

    RowErrorSheet(DataSource database, UploadedLists uploads, ObjectMapper json) {
        this.database = database;
        this.uploads = uploads;
        this.json = json;
    }

    /** Reading the file again takes a while: on a worker thread. */
    public Uni<byte[]> write(File file, List<Locale> wanted) {
        return Uni.createFrom()
                .item(() -> sheet(file, wanted))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private byte[] sheet(File file, List<Locale> wanted) {
        if (!uploads.has(file.uploadId())) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT, "原文件已不在，请重新上传", "The file is gone, please upload it again");
        }
        try (var source = uploads.open(file.uploadId());
                var rows = source.rows()) {
            var wrong = wrong(file.batchId(), wanted);
            var mapping = file.mapping() == null ? null : json.readValue(file.mapping(), ColumnMapping.class);
            var out = new ByteArrayOutputStream();
            try (var export = new SpreadsheetExport(out, NAME.in(wanted), header(mapping, wanted))) {
                int next = 0;
                var all = rows.iterator();
                while (next < wrong.size() && all.hasNext()) {
                    var row = all.next();
                    if (row.number() == wrong.get(next).row()) {
                        export.row(line(row, wrong.get(next++), mapping));
                    }
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Wrong> wrong(UUID batch, List<Locale> wanted) throws SQLException {
        try (var connection = database.getConnection();
                var question = connection.prepareStatement(LEFT_OUT)) {
            question.setObject(1, batch);
            question.setObject(2, batch);
            question.setInt(3, MOST_ROWS);
            var wrong = new ArrayList<Wrong>();
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    wrong.add(new Wrong(row.getInt(1), sentences(row.getString(2), wanted)));
                }
            }
            return wrong;
        }
    }

    private static String sentences(String stored, List<Locale> wanted) {
        return Stream.of(stored.split("\u001e"))
                .map(one -> one.split("\u001f", 2))
                .map(pair -> (pair[0].isEmpty() ? "" : pair[0] + "：")
                        + RowFault.sentence(pair[1]).in(wanted))
                .collect(Collectors.joining("；"));
    }

    private static List<String> header(@Nullable ColumnMapping mapping, List<Locale> wanted) {
        var header = new ArrayList<String>();
        int width = width(mapping);
        for (int i = 0; i < width; i++) {
            header.add("");
        }
        if (mapping != null) {
            mapping.columns().stream()
                    .filter(column -> column.index() < width && column.header() != null)
                    .forEach(column -> header.set(column.index(), column.header()));
        }
        header.add(ROW.in(wanted));
        header.add(REASONS.in(wanted));
        return header;
    }

    private static List<String> line(Row row, Wrong wrong, @Nullable ColumnMapping mapping) {
        var line = new ArrayList<String>();
        int width = width(mapping);
        for (int i = 0; i < width; i++) {
            line.add(row.cell(i));
        }
        line.add(Integer.toString(wrong.row()));
        line.add(wrong.reasons());
        return line;
    }

    private static int width(@Nullable ColumnMapping mapping) {
        return mapping == null
                ? 0
                : mapping.columns().stream()
                                .mapToInt(ColumnMapping.Column::index)
                                .max()
                                .orElse(-1)
                        + 1;
    }
}
