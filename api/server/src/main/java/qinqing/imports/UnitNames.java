package qinqing.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Active units as tables name them: by division code, by name, or by a path such as 新妙镇/两桂村 or 新妙镇/两桂村/两桂村1组 where
 * names repeat. For jobs; used by one thread.
 */
public final class UnitNames {
    private record Named(String name, @Nullable UUID parent) {}

    private final Map<String, Set<UUID>> byName = new HashMap<>();
    private final Map<String, UUID> byCode = new HashMap<>();
    private final Map<UUID, String> names = new HashMap<>();

    private UnitNames() {}

    /**
     * Those of the unit and below it, by paths that may begin above it.
     *
     * @param within such as the unit of the clerk whose table is read; null for all of the county
     */
    public static UnitNames read(Connection connection, @Nullable UUID within) throws SQLException {
        var found = new HashMap<UUID, Named>();
        var mine = new HashSet<UUID>();
        var units = new UnitNames();
        try (var question = connection.prepareStatement("""
                select id, name, parent_id, division_code, ? or ancestors @> array[?::uuid]
                  from unit where status = 'ACTIVE'""")) {
            question.setBoolean(1, within == null);
            question.setObject(2, within, java.sql.Types.OTHER);
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    var id = row.getObject(1, UUID.class);
                    found.put(id, new Named(row.getString(2), row.getObject(3, UUID.class)));
                    if (row.getBoolean(5)) {
                        mine.add(id);
                        units.names.put(id, row.getString(2));
                        if (row.getString(4) != null) {
                            units.byCode.put(row.getString(4), id);
                        }
                    }
                }
            }
        }
        mine.forEach(id -> units.name(id, found));
        return units;
    }

    private void name(UUID id, Map<UUID, Named> found) {
        var path = "";
        for (var at = found.get(id); at != null; at = at.parent() == null ? null : found.get(at.parent())) {
            path = plain(at.name()) + path;
            byName.computeIfAbsent(path, key -> new HashSet<>()).add(id);
        }
    }

    public Optional<UUID> coded(@Nullable String code) {
        return Optional.ofNullable(code).map(byCode::get);
    }

    /** None, one or several. */
    public Set<UUID> named(String path) {
        return byName.getOrDefault(plain(path), Set.of());
    }

    public String name(UUID unit) {
        return names.getOrDefault(unit, "");
    }

    private static String plain(String path) {
        return path.replaceAll("[\\s　/／]", "");
    }
}
