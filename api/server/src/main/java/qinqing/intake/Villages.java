package qinqing.intake;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the village an address or a place lies in, by the names of the county's divisions; says nothing where in doubt. */
public final class Villages {

    /**
     * @param code 12 digits
     * @param written township and village as a public board may say them (A22.1)
     */
    public record Village(String code, String written) {}

    private record Township(String name, Map<String, Optional<Village>> villages) {}

    private static final Pattern OFFICE = Pattern.compile("(?:村民委员会|居民委员会|村委会|居委会)$");
    private static final int LONGEST_NAME = 12;

    private final List<String> aboveTownship;
    private final List<Township> townships;
    /** By bare name in the whole county; empty where two townships have a village of that name. */
    private final Map<String, Optional<Village>> anywhere = new HashMap<>();

    private Villages(List<NamedCsvRecord> divisions) {
        var townshipNames = new HashMap<String, String>();
        var villagesByTownship = new HashMap<String, Map<String, Optional<Village>>>();
        var above = new ArrayList<String>();
        for (var row : divisions) {
            var name = row.getField("name");
            switch (row.getField("level")) {
                case "COUNTY" -> above.add(name);
                case "TOWNSHIP" -> townshipNames.put(row.getField("code"), name.replaceFirst("办事处$", ""));
                default -> {}
            }
        }
        for (var row : divisions) {
            if (row.getField("level").equals("VILLAGE")) {
                var township = row.getField("parent");
                var name = bare(row.getField("name"));
                var village = new Village(row.getField("code"), townshipNames.getOrDefault(township, "") + name);
                putOnce(villagesByTownship.computeIfAbsent(township, t -> new HashMap<>()), name, village);
                putOnce(anywhere, name, village);
            }
        }
        this.aboveTownship = List.copyOf(above);
        this.townships = townshipNames.entrySet().stream()
                .map(entry -> new Township(entry.getValue(), villagesByTownship.getOrDefault(entry.getKey(), Map.of())))
                .toList();
    }

    /** Those of a county; without a bundled file of it, no village is ever found. */
    public static Villages of(String countyCode) {
        var content = Villages.class.getResourceAsStream("/open-data/divisions-" + countyCode + ".csv");
        if (content == null) {
            return new Villages(List.of());
        }
        try (var reader = new InputStreamReader(content, StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return new Villages(csv.stream().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The village a text begins with, after province, city, county and township.
     *
     * @param place an address, or what the columns 镇, 村 and 组 say one after the other
     */
    Optional<Village> find(String place) {
        int at = skipAbove(place);
        for (var township : townships) {
            if (place.startsWith(township.name(), at)) {
                int behind = at + township.name().length();
                behind += place.startsWith("办事处", behind) ? 3 : 0;
                return longest(township.villages(), place, behind);
            }
        }
        return longest(anywhere, place, at);
    }

    private int skipAbove(String place) {
        int at = place.startsWith("重庆市") ? 3 : place.startsWith("重庆") ? 2 : 0;
        for (var county : aboveTownship) {
            if (place.startsWith(county, at)) {
                return at + county.length();
            }
        }
        return at;
    }

    /** 两桂村 before 两桂: names may begin alike. A name must end the text or be followed by what can't be part of it. */
    private static Optional<Village> longest(Map<String, Optional<Village>> names, String place, int from) {
        for (int end = Math.min(place.length(), from + LONGEST_NAME); end > from + 1; end--) {
            var found = names.get(place.substring(from, end));
            if (found != null) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** 两桂村村民委员会 is 两桂村, 大东门社区居民委员会 is 大东门社区. */
    private static String bare(String name) {
        var stem = OFFICE.matcher(name).replaceFirst("");
        if (stem.endsWith("村") || stem.endsWith("社区") || stem.equals(name)) {
            return stem;
        }
        return name.contains("村民") || name.contains("村委") ? stem + "村" : stem + "社区";
    }

    private static void putOnce(Map<String, Optional<Village>> names, String name, Village village) {
        names.merge(name, Optional.of(village), (one, other) -> Optional.empty());
    }
}
