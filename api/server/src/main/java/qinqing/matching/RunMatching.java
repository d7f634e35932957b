package qinqing.matching;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.JobState;
import qinqing.jobs.Outcome;
import qinqing.kernel.Ids;
import qinqing.linkage.Band;
import qinqing.linkage.ExactLinker;
import qinqing.linkage.Linker;
import qinqing.setting.Settings;
import qinqing.unit.UnitNode;
import qinqing.unit.Units;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;

/** The job of a matching run: candidates, scores, staging, and one transaction that publishes (A8). */
@Singleton
class RunMatching implements JobKind {
    static final String KIND = "matching.run";

    private static final Logger LOG = Logger.getLogger(RunMatching.class);
    private static final Duration WHILE_A_KEY_IS_REPLACED = Duration.ofSeconds(30);
    /** Any number no other lock uses: looks begin one after the other, so that "later" means "saw more". */
    static final long LOOKS = 500_102_008L;

    private static final String RUN = "select scope, subject_id from matching_run where id = ?";
    private static final String DECLARANTS = """
            select subject_id from matching_run where id = ? and scope = 'DECLARANT'
            union select official_id from matching_run_declarant where run_id = ?
            """;
    private static final String OLD_TOKENS = """
            select exists (select from relative where in_force and get_byte(person_token, 0) <> ?)
                or exists (select from beneficiary where endorsed and get_byte(person_token, 0) <> ?)
                or exists (select from official where status = 'ACTIVE' and get_byte(person_token, 0) <> ?)
            """;

    /** What an attempt found, before anybody can see it. */
    record Compared(
            UUID run,
            int attempt,
            RunScope scope,
            @Nullable UUID subject,
            List<UUID> declarants,
            OffsetDateTime lookedAt,
            String model,
            long relatives,
            long rows,
            long pairs,
            Map<Band, Integer> hits) {}

    private record Wanted(RunScope scope, @Nullable UUID subject, List<UUID> declarants) {}

    private final Linker linker = new ExactLinker();
    private final List<MatchesPublishedListener> listeners;
    private final CopiesToDeclarant copies;
    private final Units units;
    private final BlindIndex index;
    private final Ids ids;
    private final Settings settings;
    private final Publication publication;

    RunMatching(
            @All List<MatchesPublishedListener> listeners,
            CopiesToDeclarant copies,
            Units units,
            BlindIndex index,
            Ids ids,
            Clock clock,
            Settings settings) {
        this.listeners = listeners;
        this.copies = copies;
        this.units = units;
        this.index = index;
        this.ids = ids;
        this.settings = settings;
        this.publication = new Publication(clock);
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Outcome run(JobRun run) throws Exception {
        run.step(connection -> StagedHits.clear(connection, run.id()));
        try (var reading = run.dataSource().getConnection();
                var copying = run.dataSource().getConnection()) {
            if (isKeyBeingReplaced(reading)) {
                return Outcome.snooze(WHILE_A_KEY_IS_REPLACED);
            }
            var lookedAt = beginLooking(reading);
            try {
                return compare(run, reading, copying, lookedAt)
                        .map(compared -> Outcome.done(transaction -> publish(transaction, compared)))
                        .orElseGet(Outcome::stopped);
            } finally {
                reading.rollback();
                reading.setAutoCommit(true);
            }
        }
    }

    @Override
    public void gaveUp(Connection connection, UUID run, JobState state) throws SQLException {
        StagedHits.clear(connection, run);
        try (var update = connection.prepareStatement("update matching_run set version = version + 1 where id = ?")) {
            update.setObject(1, run);
            update.executeUpdate();
        }
    }

    private void publish(Connection transaction, Compared compared) throws SQLException {
        long begun = System.nanoTime();
        publication.publish(transaction, compared);
        copies.copyCertain(transaction, compared.run());
        for (var listener : listeners) {
            listener.on(new MatchesPublished(compared.run()), transaction);
        }
        LOG.infof("run %s published in %d ms", compared.run(), millisSince(begun));
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private Optional<Compared> compare(JobRun run, Connection reading, Connection copying, OffsetDateTime lookedAt)
            throws SQLException {
        long begun = System.nanoTime();
        var wanted = wanted(reading, run.id());
        var candidates = new Candidates(
                wanted.scope(),
                wanted.subject(),
                wanted.declarants(),
                !settings.current(reading).nonUniversalOnly());
        var spheres = new Spheres(units, reading);
        candidates.prepare(reading);
        var slices = candidates.slices(reading);
        long total = slices.stream().mapToLong(Candidates.Slice::rows).sum();
        long[] pairs = {0};
        long done = 0;
        var hits = new StagedHits(copying, run.id(), run.attempt(), ids);
        try {
            for (var slice : slices) {
                long before = done;
                var sink = new Candidates.Sink() {
                    @Override
                    public void accept(Candidate pair) throws SQLException {
                        pairs[0]++;
                        var link = linker.compare(pair.relative(), pair.beneficiary());
                        if (link.isPresent()) {
                            hits.add(new Hit(pair, link.get(), spheres.of(pair.approvingUnit(), pair.officialUnit())));
                        }
                    }

                    @Override
                    public boolean goOn(double shareOfSlice) throws SQLException {
                        run.progress(before + (long) (slice.rows() * shareOfSlice), total);
                        return !run.shouldStop();
                    }
                };
                if (!candidates.find(reading, slice, sink)) {
                    return Optional.empty();
                }
                done += slice.rows();
            }
            if (run.shouldStop()) {
                return Optional.empty();
            }
            hits.end();
        } finally {
            hits.cancel();
        }
        run.progress(total, total);
        LOG.infof("run %s compared %d pairs in %d ms", run.id(), pairs[0], millisSince(begun));
        var byBand = new EnumMap<Band, Integer>(Band.class);
        for (var band : Band.values()) {
            byBand.put(band, hits.count(band));
        }
        return Optional.of(new Compared(
                run.id(),
                run.attempt(),
                wanted.scope(),
                wanted.subject(),
                wanted.declarants(),
                lookedAt,
                linker.model(),
                candidates.relatives(reading),
                total,
                pairs[0],
                byBand));
    }

    /** One look at the database for the whole run, with a time that orders it among all looks. */
    private static OffsetDateTime beginLooking(Connection reading) throws SQLException {
        lock(reading, "select pg_advisory_lock(?)");
        try {
            reading.setAutoCommit(false);
            try (var statement = reading.createStatement()) {
                statement.execute("set transaction isolation level repeatable read");
                try (var row = statement.executeQuery("select clock_timestamp()")) {
                    row.next();
                    return row.getObject(1, OffsetDateTime.class);
                }
            }
        } finally {
            lock(reading, "select pg_advisory_unlock(?)");
        }
    }

    private static void lock(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOOKS);
            statement.execute();
        }
    }

    private static Wanted wanted(Connection connection, UUID run) throws SQLException {
        try (var question = connection.prepareStatement(RUN)) {
            question.setObject(1, run);
            try (var row = question.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no matching run " + run);
                }
                return new Wanted(
                        RunScope.valueOf(row.getString(1)), row.getObject(2, UUID.class), declarants(connection, run));
            }
        }
    }

    /** The one it was asked for and those who joined while it waited; none for other scopes. */
    private static List<UUID> declarants(Connection connection, UUID run) throws SQLException {
        try (var question = connection.prepareStatement(DECLARANTS)) {
            question.setObject(1, run);
            question.setObject(2, run);
            var found = new ArrayList<UUID>();
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
            }
            return List.copyOf(found);
        }
    }

    /** Tokens under two keys say nothing about each other: comparing them would silently clear a relative. */
    private boolean isKeyBeingReplaced(Connection connection) throws SQLException {
        if (index.readableKeys(IndexPurpose.PERSON).size() < 2) {
            return false;
        }
        try (var question = connection.prepareStatement(OLD_TOKENS)) {
            for (int i = 1; i <= 3; i++) {
                question.setInt(i, index.currentKey(IndexPurpose.PERSON));
            }
            try (var row = question.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The rule of A3.4 asked once for each pair of units. */
    private static final class Spheres {
        private record Pair(UUID approving, UUID own) {}

        private final Units units;
        private final Connection connection;
        private final Map<UUID, UnitNode> nodes = new HashMap<>();
        private final Map<Pair, Optional<Sphere>> known = new HashMap<>();

        Spheres(Units units, Connection connection) {
            this.units = units;
            this.connection = connection;
        }

        Optional<Sphere> of(UUID approving, UUID own) throws SQLException {
            var pair = new Pair(approving, own);
            var sphere = known.get(pair);
            if (sphere == null) {
                sphere = Sphere.of(node(approving), node(own));
                known.put(pair, sphere);
            }
            return sphere;
        }

        private UnitNode node(UUID unit) throws SQLException {
            var node = nodes.get(unit);
            if (node == null) {
                node = units.find(connection, unit).orElseThrow();
                nodes.put(unit, node);
            }
            return node;
        }
    }
}
