package qinqing.clearance;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.clearance.Reason.Code;
import qinqing.jobs.RecurringJob;

/** Notes when an urgent payment has been compared and everything found was verified and signed. */
@Singleton
class SettlesReliefs implements RecurringJob {
    private static final int AT_ONCE = 1000;

    /** What has still to be done about it; that a finding was bad does not keep it open. */
    private static final Set<Code> UNSETTLED =
            EnumSet.of(Code.NOT_COMPARED, Code.SUBJECT_UNKNOWN, Code.MATCH_UNVERIFIED);

    private static final String DOSSIERS = Dossiers.DOSSIERS.replace(":input", "?");

    private static final String OPEN = """
            select cast(json_build_object(
                       'relief', r.id, 'programme', r.programme_id, 'batch', c.batch_id, 'line', c.row_number, 'name', c.name_key,
                       'tokens', case when c.person_token is not null
                                      then json_build_array(encode(c.person_token, 'hex')) end) as text)
            from emergency_relief r
            join clearance c on c.id = r.clearance_id
            where r.settled_at is null and r.id > ?
            order by r.id limit ?
            """;

    private static final String SETTLE =
            "update emergency_relief set settled_at = ? where id = any (?) and settled_at is null";

    private record Open(
            UUID relief,
            UUID programme,
            @Nullable UUID batch,
            @Nullable Integer line,
            @Nullable String name,
            @Nullable List<String> tokens) {}

    private final AgroalDataSource database;
    private final Dossiers dossiers;
    private final Clock clock;

    SettlesReliefs(AgroalDataSource database, Dossiers dossiers, Clock clock) {
        this.database = database;
        this.dossiers = dossiers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "clearance.settle-reliefs";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() throws SQLException {
        try (var connection = database.getConnection()) {
            var last = new UUID(0, 0);
            for (var page = open(connection, last); !page.isEmpty(); page = open(connection, last)) {
                settle(connection, page);
                last = page.getLast().relief();
            }
        }
    }

    private List<Open> open(Connection connection, UUID after) throws SQLException {
        try (var question = connection.prepareStatement(OPEN)) {
            question.setObject(1, after);
            question.setInt(2, AT_ONCE);
            var found = new ArrayList<Open>();
            for (var rows = question.executeQuery(); rows.next(); ) {
                found.add(dossiers.read(rows.getString(1), Open.class));
            }
            return found;
        }
    }

    private void settle(Connection connection, List<Open> page) throws SQLException {
        var asked = IntStream.range(0, page.size())
                .mapToObj(n -> asked(n, page.get(n)))
                .toList();
        var lines = new ArrayList<String>();
        try (var question = connection.prepareStatement(DOSSIERS)) {
            question.setString(1, dossiers.write(asked));
            for (var rows = question.executeQuery(); rows.next(); ) {
                lines.add(rows.getString(1));
            }
        }
        var found = dossiers.read(lines, ProgrammeKind.ORDINARY, page.size());
        var settled = IntStream.range(0, page.size())
                .filter(n -> ClearanceRule.reasons(ClearanceRule.ALL, found.get(n)).stream()
                        .noneMatch(reason -> UNSETTLED.contains(reason.code())))
                .mapToObj(n -> page.get(n).relief())
                .toArray();
        if (settled.length > 0) {
            try (var change = connection.prepareStatement(SETTLE)) {
                change.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
                change.setArray(2, connection.createArrayOf("uuid", settled));
                change.executeUpdate();
            }
        }
    }

    private static Dossiers.Asked asked(int n, Open open) {
        return new Dossiers.Asked(n, open.programme(), open.batch(), open.line(), open.name(), open.tokens(), null);
    }
}
