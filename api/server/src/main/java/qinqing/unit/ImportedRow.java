package qinqing.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unit as a spreadsheet names it.
 *
 * @param number line in the spreadsheet, from 1
 * @param kind name of the enum or the Chinese word
 * @param parent name, path from the township down such as 新妙镇/两桂村, or division code; empty for the county
 * @param defect what the reading of the file found wrong
 */
record ImportedRow(
        long number,
        String name,
        String kind,
        String parent,
        String divisionCode,
        String locatedIn,
        String stationedIn,
        String inspectionHotline,
        String unitHotline,
        @Nullable Defect defect) {

    /** A cell that can't be relied upon, such as a merged one or a code that lost its digits. */
    record Defect(ImportColumns.Column column, String reason) {}

    ImportedRow(long number, String name, UnitKind kind, @Nullable String parent, @Nullable String divisionCode) {
        this(
                number,
                name,
                kind.name(),
                parent == null ? "" : parent,
                divisionCode == null ? "" : divisionCode,
                "",
                "",
                "",
                "",
                null);
    }

    Optional<UnitKind> readKind() {
        var printed = kind.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(UnitKind.values())
                .filter(known ->
                        known.name().equals(printed) || known.chinese().equals(printed) || isVariant(known, printed))
                .findFirst();
    }

    /** Words that clerks write for the same. */
    private static boolean isVariant(UnitKind kind, String printed) {
        return switch (kind) {
            case TOWNSHIP -> printed.equals("乡") || printed.equals("镇");
            case STREET -> printed.equals("街道办事处");
            case VILLAGE -> printed.equals("行政村");
            case GROUP -> printed.equals("小组") || printed.equals("居民小组") || printed.equals("村（居）民小组");
            case SUBORDINATE_INSTITUTION -> printed.equals("下属事业单位") || printed.equals("直属事业单位");
            case STATE_FIRM -> printed.equals("国企");
            case VERTICAL -> printed.equals("垂直管理单位");
            case STATIONED_INSPECTION -> printed.equals("派驻纪检监察组");
            default -> false;
        };
    }
}
