package qinqing.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table for the terminal whose columns line up although Chinese characters are two cells wide. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headers) {
        rows.add(List.of(headers));
    }

    /** @throws IllegalArgumentException when the row is not as wide as the header */
    public Table row(Object... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + rows.getFirst().size() + " headers");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> String.valueOf(cells[i]))
                .toList());
        return this;
    }

    /** Numbers stand to the right; every line ends with a line break. */
    public String render() {
        var columns = rows.getFirst().size();
        var widths = new int[columns];
        var numeric = new boolean[columns];
        for (var at = 0; at < columns; at++) {
            var column = at;
            widths[at] =
                    rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0);
            numeric[at] = rows.size() > 1
                    && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-+]?[\\d,]*\\.?\\d*[ %s]*|—"));
        }
        var text = new StringBuilder();
        for (var line = 0; line < rows.size(); line++) {
            appendRow(text, rows.get(line), widths, numeric);
            if (line == 0) {
                for (var at = 0; at < columns; at++) {
                    text.append("─".repeat(widths[at])).append(at + 1 < columns ? "──" : "\n");
                }
            }
        }
        return text.toString();
    }

    private static void appendRow(StringBuilder text, List<String> row, int[] widths, boolean[] numeric) {
        for (var at = 0; at < row.size(); at++) {
            var cell = row.get(at);
            var gap = " ".repeat(widths[at] - width(cell));
            var last = at + 1 == row.size();
            text.append(numeric[at] ? gap + cell : last ? cell : cell + gap).append(last ? "\n" : "  ");
        }
    }

    /** Cells of a terminal: two for East Asian wide characters (UAX #11), none for combining and invisible ones. */
    static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int point) {
        var type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0x303E
                || point >= 0x3041 && point <= 0xA4CF
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF01 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1FAFF
                || point >= 0x20000 && point <= 0x3FFFD;
    }
}
