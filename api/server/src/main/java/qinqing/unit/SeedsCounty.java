package qinqing.unit;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
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
    /** Before observers without a priority (2500), such as the one that makes the first administrator. */
    static final int FIRST = 100;

    /** Any number that no other lock uses: two servers that start at once take turns. */
    private static final long LOCK = 500_102_001L;

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
        if (exists(connection)) {
            return;
        }
        var name = countyName();
        var county = insert(connection, UnitKind.COUNTY, name, countyCode);
        insert(connection, UnitKind.INSPECTION_BODY, inspectionBodyOf(name), null, county);
    }

    private boolean exists(Connection connection) throws SQLException {
        try (var question =
                connection.prepareStatement("select 1 from unit where kind = 'COUNTY' and county_code = ?")) {
            question.setString(1, countyCode);
            return question.executeQuery().next();
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
