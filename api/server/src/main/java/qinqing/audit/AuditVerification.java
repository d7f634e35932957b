package qinqing.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacChecker;
import qinqing.vault.MacPurpose;

/** Checks the whole trail: nothing changed, taken out, put in, moved or cut off. */
public final class AuditVerification {
    /** Complaints listed one by one; a chain torn in the middle would list thousands. */
    private static final int LISTED = 20;

    private final KeyedMac mac;
    private final AuditCheckpoints checkpoints;

    /** @param folder the data directory, where the checkpoints lie */
    public AuditVerification(KeyedMac mac, Path folder) {
        this.mac = mac;
        this.checkpoints = new AuditCheckpoints(folder, mac);
    }

    /**
     * @param entries entries in the chain
     * @param waiting entries not chained yet
     * @param checkpoints checkpoints compared
     * @param faults what is wrong, one sentence each; empty for a sound trail
     */
    public record Result(long entries, long waiting, int checkpoints, List<String> faults) {}

    /**
     * @param connection in a repeatable-read transaction, so that the trail is read as it stands at one moment
     * @throws SQLException as the database says
     * @throws IOException when the checkpoints can't be read
     */
    public Result verify(Connection connection) throws SQLException, IOException {
        var noted = checkpoints.all();
        var faults = new ArrayList<String>();
        noted.stream()
                .filter(checkpoint -> !checkpoints.isGenuine(checkpoint))
                .forEach(forged -> add(faults, "a checkpoint was altered (number %d)".formatted(forged.number())));
        var wanted = noted.stream()
                .collect(Collectors.toMap(
                        AuditCheckpoints.Checkpoint::number,
                        AuditCheckpoints.Checkpoint::link,
                        (first, again) -> first));
        long entries = walk(connection, wanted, faults);
        wanted.keySet().stream()
                .filter(number -> number > entries)
                .forEach(number ->
                        add(faults, "the trail was cut: checkpoint %d lies beyond its end".formatted(number)));
        long waiting = count(connection, "select count(*) from audit_unsealed");
        long all = count(connection, "select count(*) from audit_entry");
        if (all != entries + waiting) {
            add(faults, "%d entries stand outside the chain".formatted(all - entries - waiting));
        }
        return new Result(entries, waiting, noted.size(), List.copyOf(faults));
    }

    private long walk(Connection connection, java.util.Map<Long, byte[]> wanted, List<String> faults)
            throws SQLException {
        var checker = mac.checker();
        long number = 0;
        byte[] before = AuditChain.BEGINNING;
        try (var statement = connection.prepareStatement("""
                select l.sequence, l.mac, e.id, e.county_code, e.at, e.account_id, e.assignment_id, e.role, e.unit_id, e.action,
                       e.subject_kind, e.subject_id, e.detail, e.mac
                from audit_link l left join audit_entry e on e.id = l.entry_id
                order by l.sequence
                """)) {
            statement.setFetchSize(10_000);
            for (ResultSet row = statement.executeQuery(); row.next(); ) {
                number++;
                var link = new AuditChain.Link(row.getLong(1), row.getBytes(2));
                if (link.number() != number) {
                    add(faults, "link %d is missing".formatted(number));
                    number = link.number();
                }
                checkEntry(checker, row, link, faults);
                byte[] entryMac = row.getBytes(14);
                if (!AuditChain.follows(checker, link, before, entryMac == null ? AuditChain.BEGINNING : entryMac)) {
                    add(faults, "link %d does not follow the one before".formatted(number));
                }
                var expected = wanted.get(number);
                if (expected != null && !Arrays.equals(expected, link.mac())) {
                    add(faults, "link %d contradicts its checkpoint".formatted(number));
                }
                before = link.mac();
            }
        }
        return number;
    }

    private static void checkEntry(MacChecker checker, ResultSet row, AuditChain.Link link, List<String> faults)
            throws SQLException {
        var id = row.getObject(3, UUID.class);
        if (id == null) {
            add(faults, "the entry of link %d is gone".formatted(link.number()));
        } else if (!checker.verify(MacPurpose.AUDIT, row.getBytes(14), content(id, row))) {
            add(faults, "the entry of link %d was changed".formatted(link.number()));
        }
    }

    private static byte[][] content(UUID id, ResultSet row) throws SQLException {
        try {
            return new AuditEntry(
                            id,
                            row.getString(4),
                            row.getObject(5, java.time.OffsetDateTime.class).toInstant(),
                            row.getObject(6, UUID.class),
                            row.getObject(7, UUID.class),
                            row.getString(8),
                            row.getObject(9, UUID.class),
                            row.getString(10),
                            row.getString(11),
                            row.getObject(12, UUID.class),
                            row.getString(13))
                    .content();
        } catch (IllegalArgumentException someoneWroteProse) {
            return new byte[0][];
        }
    }

    private static long count(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                @Nullable ResultSet row = statement.executeQuery(question)) {
            return row != null && row.next() ? row.getLong(1) : 0;
        }
    }

    private static void add(List<String> faults, String fault) {
        if (faults.size() < LISTED) {
            faults.add(fault);
        }
    }
}
