package qinqing.matching;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import qinqing.kernel.Ids;
import qinqing.linkage.Band;

/** COPYs the hits of one attempt into a table that nobody reads until they are published. */
final class StagedHits {
    private static final String COPY = """
            copy staged_hit (run_id, attempt, match_id, unit_id, source, beneficiary_id, relative_id, official_id, official_unit_id,
                             programme_id, relative_name_key, kinship, band, probability, evidence, sentence, sphere) from stdin
            """;
    private static final int FLUSH_AT = 64 * 1024;

    private final UUID run;
    private final int attempt;
    private final Ids ids;
    private final CopyIn copy;
    private final StringBuilder lines = new StringBuilder();
    private final Map<Band, Integer> count = new EnumMap<>(Band.class);

    /** @param connection of this copy alone, until {@link #end} */
    StagedHits(Connection connection, UUID run, int attempt, Ids ids) throws SQLException {
        this.run = run;
        this.attempt = attempt;
        this.ids = ids;
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    }

    void add(Hit hit) throws SQLException {
        var pair = hit.pair();
        count.merge(hit.link().band(), 1, Integer::sum);
        line(
                run,
                attempt,
                ids.timeOrdered(),
                pair.approvingUnit(),
                hit.source(),
                pair.beneficiary().rowId(),
                hit.relativeId(),
                pair.officialId(),
                pair.officialUnit(),
                pair.programmeId(),
                pair.relative().nameKey(),
                pair.relative().kinship(),
                hit.link().band(),
                hit.link().probability(),
                hit.evidenceJson(),
                hit.link().sentence(),
                hit.sphere().orElse(null));
        if (lines.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Hits handed in so far. */
    int count(Band band) {
        return Objects.requireNonNullElse(count.get(band), 0);
    }

    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    /** Those of earlier attempts and of runs that are over. */
    static void clear(Connection connection, UUID run) throws SQLException {
        try (var delete = connection.prepareStatement("delete from staged_hit where run_id = ?")) {
            delete.setObject(1, run);
            delete.executeUpdate();
        }
    }

    private void flush() throws SQLException {
        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    private void line(@Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            lines.append(i == 0 ? "" : "\t").append(values[i] == null ? "\\N" : escaped(values[i].toString()));
        }
        lines.append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
