package qinqing.deadline;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads calendar days from CSV with the columns {@code date,kind,name,source}. */
final class CalendarFile {

    private static final String BUNDLED = "/open-data/working-calendar.csv";

    private CalendarFile() {}

    /** The days 2018–2026 that come with the server; source and licence stand beside the file. */
    static List<CalendarDay> bundled() {
        try (Reader csv = new InputStreamReader(
                Objects.requireNonNull(CalendarFile.class.getResourceAsStream(BUNDLED), BUNDLED),
                StandardCharsets.UTF_8)) {
            return read(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line, when a row is not a calendar day */
    static List<CalendarDay> read(Reader csv) throws IOException {
        List<CalendarDay> days = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            for (NamedCsvRecord row : rows) days.add(day(row));
        }
        return List.copyOf(days);
    }

    private static CalendarDay day(NamedCsvRecord row) {
        try {
            return new CalendarDay(
                    LocalDate.parse(row.getField("date")),
                    CalendarDay.Kind.valueOf(row.getField("kind")),
                    row.getField("name"),
                    row.getField("source"));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }
}
