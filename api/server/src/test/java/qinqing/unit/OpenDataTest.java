package qinqing.unit;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The open data and the seed list are whole: counts, codes, parents, and the odd entries of Annex 1. */
class OpenDataTest {

    @Test
    void fuling_has_27_townships_and_433_villages_each_with_its_parent() {
        List<NamedCsvRecord> rows = read("divisions-500102.csv");
        assertThat(countBy(rows, "level")).isEqualTo(Map.of("COUNTY", 1L, "TOWNSHIP", 27L, "VILLAGE", 433L));
        Map<String, NamedCsvRecord> byCode = byCode(rows);
        for (NamedCsvRecord row : rows) {
            String code = row.getField("code");
            String parent = row.getField("parent");
            switch (row.getField("level")) {
                case "COUNTY" -> assertThat(code + " " + parent).isEqualTo("500102 500100");
                case "TOWNSHIP" -> assertThat(code).hasSize(9).startsWith(parent);
                case "VILLAGE" -> {
                    assertThat(code).hasSize(12).startsWith(parent);
                    assertThat(row(byCode, parent).getField("level")).isEqualTo("TOWNSHIP");
                    assertThat(row.getField("name")).endsWith("委员会");
                }
                default -> throw new AssertionError(row);
            }
        }
        assertThat(row(byCode, "500102119").getField("name")).isEqualTo("珍溪镇");
        assertThat(row(byCode, "500102007003").getField("name")).isEqualTo("白鹤梁社区居民委员会");
    }

    @Test
    void every_county_of_the_country_has_a_city_and_a_province() {
        List<NamedCsvRecord> rows = read("divisions-china.csv");
        Map<String, NamedCsvRecord> byCode = byCode(rows);
        assertThat(countBy(rows, "level").get("PROVINCE")).isEqualTo(31);
        assertThat(countBy(rows, "level").get("CITY")).isEqualTo(342);
        assertThat(countBy(rows, "level").get("COUNTY")).isGreaterThan(2900);
        for (NamedCsvRecord row : rows) {
            assertThat(row.getField("code")).matches("\\d{6}");
            switch (row.getField("level")) {
                case "PROVINCE" -> assertThat(row.getField("parent")).isEmpty();
                case "CITY" -> assertThat(parentLevel(byCode, row)).isEqualTo("PROVINCE");
                case "COUNTY" -> assertThat(parentLevel(byCode, row)).isEqualTo("CITY");
                default -> throw new AssertionError(row);
            }
        }
        assertThat(row(byCode, "500102").getField("name")).isEqualTo("涪陵区");
        assertThat(row(byCode, "500000").getField("name")).isEqualTo("重庆市");
        assertThat(row(byCode, "511703").getField("name")).isEqualTo("达川区");
    }

    @Test
    void annex_1_lists_99_units_in_the_kinds_of_its_paragraphs() {
        List<NamedCsvRecord> rows = read("units-annex-1.csv");
        assertThat(countBy(rows, "kind"))
                .isEqualTo(Map.of(
                        "DEPARTMENT", 43L,
                        "DEMOCRATIC_PARTY", 5L,
                        "PEOPLE_ORGANIZATION", 9L,
                        "VERTICAL", 10L,
                        "SUBORDINATE_INSTITUTION", 15L,
                        "PARK", 5L,
                        "STATE_FIRM", 12L));
        for (int i = 0; i < rows.size(); i++)
            assertThat(rows.get(i).getField("number")).isEqualTo(String.valueOf(i + 1));
        assertThat(rows.stream().map(row -> row.getField("name"))).doesNotHaveDuplicates();
        assertThat(rows).allSatisfy(row -> assertThat(row.getField("name")).matches("\\p{IsHan}+"));
        assertThat(rows.getFirst().getField("name")).isEqualTo("区纪委");
        assertThat(rows.getLast().getField("name")).isEqualTo("国丰实业公司");
    }

    @Test
    void brackets_in_annex_1_are_second_names_or_notes_on_who_reports() {
        List<NamedCsvRecord> rows = read("units-annex-1.csv");
        assertThat(filled(rows, "alias")).isEqualTo(Map.of("区纪委", "区监委", "区委党校", "区行政学院", "区档案局", "区档案馆"));
        assertThat(filled(rows, "note"))
                .isEqualTo(Map.of("区教委", "含学校主要管理人员", "区卫生计生委", "含医院主要管理人员", "国丰实业公司", "含下属企业"));
    }

    private static String parentLevel(Map<String, NamedCsvRecord> byCode, NamedCsvRecord row) {
        return row(byCode, row.getField("parent")).getField("level");
    }

    private static NamedCsvRecord row(Map<String, NamedCsvRecord> byCode, String code) {
        return Objects.requireNonNull(byCode.get(code), code);
    }

    private static Map<String, Long> countBy(List<NamedCsvRecord> rows, String column) {
        return rows.stream().collect(Collectors.groupingBy(row -> row.getField(column), Collectors.counting()));
    }

    private static Map<String, NamedCsvRecord> byCode(List<NamedCsvRecord> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.getField("code"), Function.identity()));
    }

    private static Map<String, String> filled(List<NamedCsvRecord> rows, String column) {
        return rows.stream()
                .filter(row -> !row.getField(column).isEmpty())
                .collect(Collectors.toMap(row -> row.getField("name"), row -> row.getField(column)));
    }

    private static List<NamedCsvRecord> read(String file) {
        try (Reader csv = new InputStreamReader(
                        Objects.requireNonNull(OpenDataTest.class.getResourceAsStream("/open-data/" + file), file),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            return rows.stream().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
