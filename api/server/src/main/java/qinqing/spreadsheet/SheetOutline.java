package qinqing.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/**
 * What must be known of a sheet before its first row: how many rows, and which cells are merged, which the format
 * tells only after the last row. Found by looking at tags only, several times faster than parsing.
 *
 * @param rows row elements, blank ones included
 */
record SheetOutline(long rows, List<MergedRange> merged) {
    private static final Pattern REF =
            Pattern.compile("\\bref=[\"']([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})[\"']");
    private static final int TAG = 256;

    /** Rows from 1, columns from 0, all inclusive. */
    record MergedRange(int firstRow, int firstColumn, int lastRow, int lastColumn) {
        boolean hides(long row, int column) {
            return row >= firstRow
                    && row <= lastRow
                    && column >= firstColumn
                    && column <= lastColumn
                    && !(row == firstRow && column == firstColumn);
        }
    }

    static SheetOutline of(InputStream part, int mostMerged) throws IOException {
        var merged = new ArrayList<MergedRange>();
        var tag = new byte[TAG];
        int inTag = -1;
        long rows = 0;
        var buffer = new byte[1 << 16];
        int read;
        while ((read = part.read(buffer)) > 0) {
            for (int i = 0; i < read; i++) {
                byte b = buffer[i];
                if (b == '<') {
                    inTag = 0;
                } else if (inTag >= 0) {
                    if (b == '>') {
                        if (isNamed(tag, inTag, "row")) {
                            rows++;
                        } else if (isNamed(tag, inTag, "mergeCell")) {
                            add(merged, new String(tag, 0, inTag, StandardCharsets.ISO_8859_1), mostMerged);
                        }
                        inTag = -1;
                    } else if (inTag < TAG) {
                        tag[inTag++] = b;
                    }
                }
            }
        }
        return new SheetOutline(rows, List.copyOf(merged));
    }

    private static boolean isNamed(byte[] tag, int length, String name) {
        int from = 0;
        // a generator may write x:row
        for (int i = 0; i < Math.min(length, 12); i++) {
            if (tag[i] == ':') {
                from = i + 1;
            } else if (tag[i] == ' ') {
                break;
            }
        }
        if (length < from + name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (tag[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return length == from + name.length() || tag[from + name.length()] <= ' ' || tag[from + name.length()] == '/';
    }

    private static void add(List<MergedRange> merged, String tag, int most) {
        var ref = REF.matcher(tag);
        if (!ref.find()) {
            return;
        }
        if (merged.size() == most) {
            throw new SpreadsheetException(Fault.TOO_MANY_MERGED_CELLS);
        }
        merged.add(new MergedRange(
                Integer.parseInt(ref.group(2)),
                CellRef.column(ref.group(1)),
                Integer.parseInt(ref.group(4)),
                CellRef.column(ref.group(3))));
    }
}
