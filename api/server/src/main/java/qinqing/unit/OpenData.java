package qinqing.unit;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bundled open data (open-data/README.md): divisions, and the units of Annex 1. */
final class OpenData {
    private OpenData() {}

    /** Provinces, cities and counties of the whole country. */
    static List<Division> country() {
        return divisions("divisions-china.csv").orElseThrow();
    }

    /** The county with its townships and villages; empty when no file of that county is bundled. */
    static Optional<List<Division>> county(String code) {
        return divisions("divisions-" + code + ".csv");
    }

    /** 附件1 报告主体单位名单, as rows with the columns number, name, kind, alias, note. */
    static List<NamedCsvRecord> annex1() {
        return rows("units-annex-1.csv").orElseThrow();
    }

    private static Optional<List<Division>> divisions(String file) {
        return rows(file).map(rows -> rows.stream()
                .map(row -> new Division(
                        row.getField("code"),
                        row.getField("name"),
                        level(row.getField("level")),
                        row.getField("parent").isEmpty() ? null : row.getField("parent")))
                .toList());
    }

    private static Division.Level level(String printed) {
        return printed.equals("CITY") ? Division.Level.PREFECTURE : Division.Level.valueOf(printed);
    }

    private static Optional<List<NamedCsvRecord>> rows(String file) {
        var content = OpenData.class.getResourceAsStream("/open-data/" + file);
        if (content == null) {
            return Optional.empty();
        }
        try (var reader = new InputStreamReader(content, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return Optional.of(csv.stream().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
