package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts every change of what the public sees, in the transaction of the change. Call it last: it holds a row's lock. */
@ApplicationScoped
public class PublicityChanges {
    private static final String COUNT = """
            insert into publicity_change (county_code, version) values (%s, 1)
            on conflict (county_code) do update set version = publicity_change.version + 1
            """;

    private static final String COUNT_BY_NAME = COUNT.formatted(":county");
    private static final String COUNT_BY_POSITION = COUNT.formatted("?");

    private final String countyCode;

    PublicityChanges(@ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.countyCode = countyCode;
    }

    public Uni<Void> count() {
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> session.createNativeQuery(COUNT_BY_NAME)
                        .setParameter("county", countyCode)
                        .executeUpdate()))
                .replaceWithVoid();
    }

    public void count(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement(COUNT_BY_POSITION)) {
            statement.setString(1, countyCode);
            statement.executeUpdate();
        }
    }

    String countyCode() {
        return countyCode;
    }
}
