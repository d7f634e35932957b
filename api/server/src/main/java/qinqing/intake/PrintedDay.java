package qinqing.intake;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** A day as a list printed it: 2024-03-01, 2024/3/1, 2024年3月1日, 20240301, 2024.03, or the serial number of a spreadsheet. */
sealed interface PrintedDay {

    record Valid(LocalDate day) implements PrintedDay {}

    record Absent() implements PrintedDay {}

    /** Has the shape of a day, but there is no such one. */
    record Impossible() implements PrintedDay {}

    record NotADay() implements PrintedDay {}

    Pattern PARTS = Pattern.compile("((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})?日?)?(?:[ T].*)?");
    Pattern COMPACT = Pattern.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})");
    Pattern SERIAL = Pattern.compile("[34][0-9]{4}");
    Pattern NOTHING = Pattern.compile("[-—/无]*");

    /** Spreadsheets count days from here. */
    LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);

    /** Reads whatever stands in a cell. Never throws. A month alone counts as its first day. */
    static PrintedDay read(String cell) {
        var text = Normalizer.normalize(cell, Normalizer.Form.NFKC).strip();
        if (NOTHING.matcher(text).matches()) {
            return new Absent();
        }
        if (SERIAL.matcher(text).matches()) {
            return new Valid(SERIAL_ZERO.plusDays(Integer.parseInt(text)));
        }
        var parts = PARTS.matcher(text);
        if (parts.matches()) {
            return of(parts.group(1), parts.group(2), parts.group(3) == null ? "1" : parts.group(3));
        }
        var compact = COMPACT.matcher(text);
        return compact.matches() ? of(compact.group(1), compact.group(2), compact.group(3)) : new NotADay();
    }

    private static PrintedDay of(String year, String month, String day) {
        try {
            return new Valid(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return new Impossible();
        }
    }
}
