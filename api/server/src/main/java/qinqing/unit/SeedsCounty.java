package qinqing.unit;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.kernel.Ids;

/**
 * Makes the configured county and its inspection body at the first start, after Flyway and before whoever needs a unit to stand in.
 * Starting again, or two servers starting at once, changes nothing.
 */
@ApplicationScoped
class SeedsCounty {
    /** Before the first administrator is made (10), who stands in the county. */
    static final int FIRST = 5;

    /** Any number that no other lock uses: two servers that start at once take turns. */
    private static final long LOCK = 500_102_001L;

    private static final String COUNTY = "select id from unit where county_code = ? and kind = 'COUNTY'";
    private static final String INSPECTION_BODY =
            "select id from unit where county_code = ? and kind = 'INSPECTION_BODY' and cardinality(ancestors) = 2";

    private final DataSource database;
    private final Clock clock;
    private final Ids ids;
    private final String countyCode;

    SeedsCounty(
            DataSource database,
            Clock clock,
            Ids ids,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.database = database;
        this.clock = clock;
        this.ids = ids;
        this.countyCode = countyCode;
    }

    void atStart(@Observes @Priority(FIRST) StartupEvent start) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            seed(connection);
            connection.commit();
        }
    }

    private void seed(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        var name = countyName();
        var present = find(connection, COUNTY);
        var county = present.isPresent() ? present.get() : insert(connection, UnitKind.COUNTY, name, countyCode);
        if (find(connection, INSPECTION_BODY).isEmpty()) {
            insert(connection, UnitKind.INSPECTION_BODY, inspectionBodyOf(name), null, county);
        }
    }

    private Optional<UUID> find(Connection connection, String question) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, countyCode);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    private UUID insert(
            Connection connection,
            UnitKind kind,
            String name,
            @org.jspecify.annotations.Nullable String divisionCode,
            UUID... above)
            throws SQLException {
        var id = ids.timeOrdered();
        var path = java.util.Arrays.copyOf(above, above.length + 1);
        path[above.length] = id;
        try (var insert = connection.prepareStatement("""
                insert into unit (id, county_code, parent_id, ancestors, kind, name, division_code, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setString(2, countyCode);
            insert.setObject(3, above.length == 0 ? null : above[above.length - 1]);
            insert.setArray(4, connection.createArrayOf("uuid", path));
            insert.setString(5, kind.name());
            insert.setString(6, name);
            insert.setString(7, divisionCode);
            insert.setObject(8, OffsetDateTime.now(clock));
            insert.executeUpdate();
        }
        return id;
    }

    private String countyName() {
        return OpenData.country().stream()
                .filter(division -> division.code().equals(countyCode))
                .map(Division::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "qinqing.county-code " + countyCode + " is no county in open-data/divisions-china.csv"));
    }

    /** 涪陵区 has its 区纪委监委, 彭水县 its 县纪委监委. */
    static String inspectionBodyOf(String countyName) {
        return countyName.substring(countyName.length() - 1) + "纪委监委";
    }
}
