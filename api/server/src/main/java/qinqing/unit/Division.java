package qinqing.unit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place of the administrative geography (GB/T 2260, statistical codes down to villages).
 *
 * @param code 2, 4 or 6 digits padded to six for provinces, cities and counties; 9 for townships, 12 for villages
 * @param parent code of the division it lies in; null for a province
 */
record Division(
        String code, String name, Level level, @Nullable String parent) {
    enum Level {
        PROVINCE,
        PREFECTURE,
        COUNTY,
        TOWNSHIP,
        VILLAGE
    }

    /** The kind of unit that governs it, read off its name: 街道 and 居民委员会 have their own kinds. Empty above the county. */
    Optional<UnitKind> unitKind() {
        return switch (level) {
            case PROVINCE, PREFECTURE -> Optional.empty();
            case COUNTY -> Optional.of(UnitKind.COUNTY);
            case TOWNSHIP ->
                Optional.of(name.endsWith("街道") || name.endsWith("街道办事处") ? UnitKind.STREET : UnitKind.TOWNSHIP);
            case VILLAGE ->
                Optional.of(name.endsWith("居民委员会") || name.endsWith("社区") ? UnitKind.COMMUNITY : UnitKind.VILLAGE);
        };
    }
}
