package qinqing.setting;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Versions;

/** What this county has set for itself (A24). Read at most once a second, so that a change is seen everywhere within a second. */
@ApplicationScoped
public class Settings {
    static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private static final String VALUES = "select key, value from county_setting where county_code = :county";
    private static final String VERSION =
            "select coalesce(max(version), 0) from county_settings_version where county_code = :county";

    private record Seen(CountySettings settings, Instant at) {}

    private final Audit audit;
    private final Clock clock;
    private final String countyCode;
    private volatile @Nullable Seen seen;

    Settings(Audit audit, Clock clock, @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.audit = audit;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /** The settings as they stand, at most a second old. */
    public Uni<CountySettings> current() {
        var last = seen;
        if (last != null && Duration.between(last.at(), clock.instant()).abs().compareTo(FRESH_FOR) < 0) {
            return Uni.createFrom().item(last.settings());
        }
        return Panache.withSession(() -> Panache.getSession().chain(this::read))
                .invoke(settings -> seen = new Seen(settings, clock.instant()));
    }

    /** For jobs: the settings as they stand in this transaction. */
    public CountySettings current(Connection connection) throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (var question =
                connection.prepareStatement("select key, value from county_setting where county_code = ?")) {
            question.setString(1, countyCode);
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    values.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return new CountySettings(known(values), 0);
    }

    /** The settings with their version, not from memory. */
    Uni<CountySettings> stored() {
        return Panache.withSession(() -> Panache.getSession().chain(this::read));
    }

    /** Replaces all settings; those left out have their default again. */
    @WithTransaction
    Uni<CountySettings> replace(Actor actor, @Nullable String ifMatch, Map<String, String> values) {
        return Panache.getSession()
                .chain(session -> lock(session)
                        .chain(() -> read(session))
                        .invoke(present -> Versions.require(ifMatch, present.version()))
                        .call(() -> session.createNativeQuery("delete from county_setting where county_code = :county")
                                .setParameter("county", countyCode)
                                .executeUpdate())
                        .call(() -> insert(session, values))
                        .chain(present -> count(session, actor, present.version() + 1))
                        .chain(() -> audit.record(actor, "putCountySettings", "county_settings", null))
                        .chain(() -> read(session)))
                .invoke(() -> seen = null);
    }

    private Uni<CountySettings> read(Mutiny.Session session) {
        return session.createNativeQuery(VALUES, Object[].class)
                .setParameter("county", countyCode)
                .getResultList()
                .chain(rows -> session.createNativeQuery(VERSION, Integer.class)
                        .setParameter("county", countyCode)
                        .getSingleResult()
                        .map(version -> new CountySettings(
                                known(rows.stream()
                                        .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]))),
                                version)));
    }

    /** A row of a newer or older version of the program, or one that is out of bounds by now, does not stop the house. */
    private static Map<String, String> known(Map<String, String> values) {
        return values.entrySet().stream()
                .filter(entry -> Setting.find(entry.getKey())
                        .filter(setting -> setting.against(entry.getValue()).isEmpty())
                        .isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Uni<Integer> insert(Mutiny.Session session, Map<String, String> values) {
        Uni<Integer> chain = Uni.createFrom().item(0);
        for (var entry : List.copyOf(values.entrySet())) {
            chain = chain.chain(
                    () -> session.createNativeQuery("insert into county_setting values (:county, :key, :value)")
                            .setParameter("county", countyCode)
                            .setParameter("key", entry.getKey())
                            .setParameter("value", entry.getValue())
                            .executeUpdate());
        }
        return chain;
    }

    private Uni<Integer> count(Mutiny.Session session, Actor actor, int version) {
        return session.createNativeQuery("""
                        insert into county_settings_version values (:county, :version, :at, :by)
                        on conflict (county_code) do update
                        set version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
                        """)
                .setParameter("county", countyCode)
                .setParameter("version", version)
                .setParameter("at", clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter("by", actor.accountId())
                .executeUpdate();
    }

    private static Uni<Integer> lock(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended('county settings', 0))) as locked",
                        Integer.class)
                .getSingleResult();
    }
}
