package qinqing.unit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Units put in by SQL, for tests of features that need a tree to stand in. Names are made unique by the caller. */
public final class UnitFixture {
    private UnitFixture() {}

    /** The county that start-up made. */
    public static UUID county(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var question = connection.prepareStatement("select id from unit where kind = 'COUNTY'");
                var rows = question.executeQuery()) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    /** A unit of the kind under a parent. */
    public static UUID unit(DataSource database, UnitKind kind, String name, UUID parent) throws SQLException {
        return unit(database, kind, name, parent, null, null);
    }

    /** A unit with the township where it sits (A4.2) and the unit it is stationed in (A4.3). */
    public static UUID unit(
            DataSource database,
            UnitKind kind,
            String name,
            UUID parent,
            @Nullable UUID locatedIn,
            @Nullable UUID stationedIn)
            throws SQLException {
        try (var connection = database.getConnection()) {
            var id = UUID.randomUUID();
            var above = path(connection, parent);
            var path = Arrays.copyOf(above, above.length + 1);
            path[above.length] = id;
            try (var insert = connection.prepareStatement("""
                    insert into unit (id, county_code, parent_id, ancestors, kind, name, located_in_unit_id,
                                      stationed_in_unit_id, created_at)
                    values (?, '500102', ?, ?, ?, ?, ?, ?, ?)
                    """)) {
                insert.setObject(1, id);
                insert.setObject(2, parent);
                insert.setArray(3, connection.createArrayOf("uuid", path));
                insert.setString(4, kind.name());
                insert.setString(5, name);
                insert.setObject(6, locatedIn);
                insert.setObject(7, stationedIn);
                insert.setObject(8, OffsetDateTime.now(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return id;
        }
    }

    private static UUID[] path(Connection connection, UUID unit) throws SQLException {
        try (var question = connection.prepareStatement("select ancestors from unit where id = ?")) {
            question.setObject(1, unit);
            try (var rows = question.executeQuery()) {
                rows.next();
                return (UUID[]) rows.getArray(1).getArray();
            }
        }
    }
}
