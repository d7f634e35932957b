package qinqing.unit;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import qinqing.spreadsheet.Row;

/** Which column of a unit list holds what, by the usual words of its head line. */
final class ImportColumns {
    enum Column {
        NAME("单位名称", "名称", "单位", "NAME"),
        KIND("单位类别", "类别", "类型", "单位性质", "KIND"),
        PARENT("上级单位", "上级", "主管部门", "上级主管部门", "PARENT"),
        DIVISION("区划代码", "行政区划代码", "区划", "DIVISION", "DIVISION CODE"),
        LOCATED_IN("所在乡镇街道", "所在乡镇", "所在镇街", "LOCATED IN", "LOCATED-IN"),
        STATIONED_IN("驻在单位", "派驻单位", "STATIONED IN"),
        INSPECTION_HOTLINE("监督举报电话", "举报电话", "INSPECTION HOTLINE"),
        UNIT_HOTLINE("单位电话", "联系电话", "UNIT HOTLINE");

        private final Set<String> words;

        Column(String... words) {
            this.words = Set.of(words);
        }

        /** The word a person reads in a row error. */
        String title() {
            return switch (this) {
                case NAME -> "单位名称";
                case KIND -> "单位类别";
                case PARENT -> "上级单位";
                case DIVISION -> "区划代码";
                case LOCATED_IN -> "所在乡镇街道";
                case STATIONED_IN -> "驻在单位";
                case INSPECTION_HOTLINE -> "监督举报电话";
                case UNIT_HOTLINE -> "单位电话";
            };
        }
    }

    private final Map<Column, Integer> places;

    private ImportColumns(Map<Column, Integer> places) {
        this.places = places;
    }

    /** Empty when name or kind is not among the head line's words. */
    static Optional<ImportColumns> in(List<String> head) {
        var places = new EnumMap<Column, Integer>(Column.class);
        for (int i = 0; i < head.size(); i++) {
            var word = head.get(i).replaceAll("[\\s*＊]+", " ").strip().toUpperCase(Locale.ROOT);
            for (Column column : Column.values()) {
                if (column.words.contains(word)) {
                    places.putIfAbsent(column, i);
                }
            }
        }
        return places.containsKey(Column.NAME) && places.containsKey(Column.KIND)
                ? Optional.of(new ImportColumns(places))
                : Optional.empty();
    }

    ImportedRow read(Row row) {
        return new ImportedRow(
                row.number(),
                cell(row, Column.NAME),
                cell(row, Column.KIND),
                cell(row, Column.PARENT),
                cell(row, Column.DIVISION),
                cell(row, Column.LOCATED_IN),
                cell(row, Column.STATIONED_IN),
                cell(row, Column.INSPECTION_HOTLINE),
                cell(row, Column.UNIT_HOTLINE),
                defect(row));
    }

    private ImportedRow.@Nullable Defect defect(Row row) {
        return places.entrySet().stream()
                .flatMap(place -> row.defects().stream()
                        .filter(defect -> defect.column() == place.getValue())
                        .map(defect -> new ImportedRow.Defect(
                                place.getKey(), defect.reason().zh())))
                .findFirst()
                .orElse(null);
    }

    private String cell(Row row, Column column) {
        var place = places.get(column);
        return place == null ? "" : row.cell(place).strip();
    }
}
