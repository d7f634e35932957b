package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sites of units, as publicity needs them. */
@ApplicationScoped
class Boards {
    private static final String COLUMNS = """
            select s.id, s.unit_id, s.name, u.name, s.kind = 'ONLINE', s.status = 'ACTIVE'
            from site s join unit u on u.id = s.unit_id
            """;

    /** A 公开栏 goes before an information network (A10.3 allows either), the older before the newer. */
    private static final String OF_UNITS =
            COLUMNS + " where s.unit_id in (:ids) and s.status = 'ACTIVE' order by s.kind desc, s.created_at, s.id";

    private static final String BY_ID = COLUMNS + " where s.id in (:ids)";

    /** The board of each unit; a unit without one is left out. */
    Uni<Map<UUID, Board>> ofUnits(Collection<UUID> units) {
        return read(OF_UNITS, units).map(boards -> {
            var first = new LinkedHashMap<UUID, Board>();
            boards.forEach(board -> first.putIfAbsent(board.unitId(), board));
            return first;
        });
    }

    /** The known ones of these sites by id, closed ones too. */
    Uni<Map<UUID, Board>> byId(Collection<UUID> sites) {
        return read(BY_ID, sites).map(boards -> {
            var found = new LinkedHashMap<UUID, Board>();
            boards.forEach(board -> found.put(board.siteId(), board));
            return found;
        });
    }

    private static Uni<List<Board>> read(String sql, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("ids", ids)
                        .getResultList())
                .map(rows -> rows.stream().map(Boards::board).toList());
    }

    private static Board board(Object[] row) {
        return new Board(
                (UUID) row[0],
                (UUID) row[1],
                (String) row[2],
                (String) row[3],
                Boolean.TRUE.equals(row[4]),
                Boolean.TRUE.equals(row[5]));
    }
}
