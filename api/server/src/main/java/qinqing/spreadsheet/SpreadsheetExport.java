package qinqing.spreadsheet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes an .xlsx row by row, for row errors and other lists. Texts that a spreadsheet program could take for a formula,
 * now or after somebody saved the list as CSV, get an apostrophe in front. One thread.
 */
public final class SpreadsheetExport implements AutoCloseable {
    private static final int FLUSH_EVERY = 500;
    private static final int LAST_ROW = 1_048_575;
    private static final int LONGEST = 32_767;

    private final Workbook workbook;
    private final String name;
    private final List<String> header;
    private Worksheet sheet;
    private int sheets;
    private int row;

    /**
     * @param out is not closed
     * @param name of the sheet; when rows don't fit any more, another one with a number follows
     */
    public SpreadsheetExport(OutputStream out, String name, List<String> header) throws IOException {
        this.workbook = new Workbook(out, "qinqing", "1.0");
        this.name = name;
        this.header = List.copyOf(header);
        this.sheets = 1;
        this.sheet = workbook.newWorksheet(name);
        write(header);
        sheet.freezePane(0, 1);
    }

    public void row(List<String> cells) throws IOException {
        if (row > LAST_ROW) {
            sheet.finish();
            sheets++;
            sheet = workbook.newWorksheet(name + sheets);
            row = 0;
            write(header);
        }
        write(cells);
        if (row % FLUSH_EVERY == 0) {
            sheet.flush();
        }
    }

    private void write(List<String> cells) {
        for (int column = 0; column < cells.size(); column++) {
            var value = cells.get(column);
            if (!value.isEmpty()) {
                sheet.inlineString(row, column, harmless(value));
            }
        }
        row++;
    }

    /** OWASP's list of beginnings, and their full-width forms, which some programs fold. */
    static String harmless(String value) {
        var kept = value.length() < LONGEST ? value : value.substring(0, LONGEST - 1);
        return "=+-@\t\r\n＝＋－＠".indexOf(kept.charAt(0)) >= 0 ? "'" + kept : kept;
    }

    /** Completes the file. */
    @Override
    public void close() throws IOException {
        workbook.finish();
    }
}
