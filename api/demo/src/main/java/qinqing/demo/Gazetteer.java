package qinqing.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The real places of 涪陵区 (500102): townships, villages and communities, from the open division data. */
final class Gazetteer {

    static final String COUNTY = "500102";
    static final String COUNTY_NAME = "重庆市涪陵区";

    record Township(String code, String name, List<Village> villages) {

        boolean isStreet() {
            return name.endsWith("街道");
        }
    }

    /** @param groups how many 村民小组 it has (invented: the open data ends at the village) */
    record Village(int index, String code, String name, String township, boolean community, int groups, String clan) {}

    private final List<Township> townships;
    private final List<Village> villages;

    private Gazetteer(List<Township> townships) {
        this.townships = List.copyOf(townships);
        this.villages =
                this.townships.stream().flatMap(t -> t.villages().stream()).toList();
    }

    /** @param most at most so many townships and, in each, so many villages with so many groups; townships proper before streets */
    static Gazetteer load(long seed, int mostTownships, int mostVillages, int mostGroups) {
        var names = new LinkedHashMap<String, String>();
        var below = new LinkedHashMap<String, List<NamedCsvRecord>>();
        for (var row : openData("divisions-500102.csv")) {
            switch (row.getField("level")) {
                case "TOWNSHIP" -> names.put(row.getField("code"), row.getField("name"));
                case "VILLAGE" ->
                    below.computeIfAbsent(row.getField("parent"), code -> new ArrayList<>())
                            .add(row);
                default -> {}
            }
        }
        var codes = new ArrayList<>(names.keySet());
        if (mostTownships < codes.size()) {
            codes.removeIf(code -> named(names, code).endsWith("街道"));
        }
        var townships = new ArrayList<Township>();
        var index = 0;
        for (var code : codes.subList(0, Math.min(mostTownships, codes.size()))) {
            var rows = below.getOrDefault(code, List.of());
            var villages = new ArrayList<Village>();
            for (var row : rows.subList(0, Math.min(mostVillages, rows.size()))) {
                villages.add(village(seed, index++, row, named(names, code), mostGroups));
            }
            townships.add(new Township(code, named(names, code), List.copyOf(villages)));
        }
        return new Gazetteer(townships);
    }

    private static String named(LinkedHashMap<String, String> names, String code) {
        return names.getOrDefault(code, code);
    }

    private static Village village(long seed, int index, NamedCsvRecord row, String township, int mostGroups) {
        var name = shortName(row.getField("name"));
        var dice = new Dice(seed, 11, index);
        var first = name.substring(0, 1);
        var clan = name.length() > 2 && name.charAt(1) == '家' && Names.isSurname(first) ? first : Names.surname(dice);
        return new Village(
                index,
                row.getField("code"),
                name,
                township,
                name.endsWith("社区"),
                Math.min(dice.between(4, 9), mostGroups),
                clan);
    }

    /** 金子山村村民委员会 → 金子山村, 望州社区居民委员会 → 望州社区: as people write it in an address. */
    private static String shortName(String official) {
        for (var suffix : List.of("村民委员会", "居民委员会", "居委会", "村委会")) {
            if (official.endsWith(suffix)) {
                var stem = official.substring(0, official.length() - suffix.length());
                return stem.endsWith("村") || stem.endsWith("社区") ? stem : stem + (suffix.startsWith("村") ? "村" : "社区");
            }
        }
        return official;
    }

    static List<NamedCsvRecord> openData(String file) {
        try (var in = Gazetteer.class.getResourceAsStream("/open-data/" + file)) {
            if (in == null) {
                throw new IllegalStateException("open-data/" + file + " is not on the class path");
            }
            try (var csv = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return csv.stream().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Township> townships() {
        return townships;
    }

    List<Village> villages() {
        return villages;
    }
}
