package qinqing.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import qinqing.problem.Text;
import qinqing.spreadsheet.SpreadsheetExport;

/** The findings of an import as a spreadsheet, to mend the file by. */
final class RowErrorSheet {
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final Text NAME = new Text("错误行", "Row errors");
    private static final List<Text> HEADER =
            List.of(new Text("原行号", "Row"), new Text("列", "Column"), new Text("原因", "Reason"));

    private RowErrorSheet() {}

    static byte[] write(List<Imports.RowErrorView> findings, List<Locale> wanted) {
        var out = new ByteArrayOutputStream();
        var header = HEADER.stream().map(title -> title.in(wanted)).toList();
        try (var export = new SpreadsheetExport(out, NAME.in(wanted), header)) {
            for (var finding : findings) {
                export.row(List.of(
                        Integer.toString(finding.rowNumber()),
                        Objects.requireNonNullElse(finding.column(), ""),
                        finding.reason()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
