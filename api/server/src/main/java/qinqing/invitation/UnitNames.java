package qinqing.invitation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Active units as tables name them: by division code, by name, or by a path such as 新妙镇/两桂村 where names repeat. */
final class UnitNames {
    private record Named(String name, @Nullable UUID parent) {}

    private final Map<String, Set<UUID>> byName = new HashMap<>();
    private final Map<String, UUID> byCode = new HashMap<>();
    private final Map<UUID, String> names = new HashMap<>();

    private UnitNames() {}

    static UnitNames read(Connection connection) throws SQLException {
        var found = new HashMap<UUID, Named>();
        var units = new UnitNames();
        try (var question = connection.prepareStatement(
                        "select id, name, parent_id, division_code from unit where status = 'ACTIVE'");
                var row = question.executeQuery()) {
            while (row.next()) {
                var id = row.getObject(1, UUID.class);
                found.put(id, new Named(row.getString(2), row.getObject(3, UUID.class)));
                units.names.put(id, row.getString(2));
                if (row.getString(4) != null) {
                    units.byCode.put(row.getString(4), id);
                }
            }
        }
        found.keySet().forEach(id -> units.name(id, found));
        return units;
    }

    private void name(UUID id, Map<UUID, Named> found) {
        var path = "";
        for (var at = found.get(id); at != null; at = at.parent() == null ? null : found.get(at.parent())) {
            path = plain(at.name()) + path;
            byName.computeIfAbsent(path, key -> new HashSet<>()).add(id);
        }
    }

    Optional<UUID> coded(@Nullable String code) {
        return Optional.ofNullable(code).map(byCode::get);
    }

    /** None, one or several. */
    Set<UUID> named(String path) {
        return byName.getOrDefault(plain(path), Set.of());
    }

    String name(UUID unit) {
        return names.getOrDefault(unit, "");
    }

    private static String plain(String path) {
        return path.replaceAll("[\\s　/／]", "");
    }
}
