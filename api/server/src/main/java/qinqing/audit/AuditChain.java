package qinqing.audit;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacChecker;
import qinqing.vault.MacPurpose;

/** The chain over the entries: each link's MAC covers its number, the link before and the entry's own MAC. */
final class AuditChain {
    /** Entries chained in one transaction at most; the rest follows in the next. */
    static final int AT_ONCE = 5_000;
    /** One sealer at a time in the whole installation. */
    private static final long LOCK = 0x71696e71696e67L;

    static final byte[] BEGINNING = new byte[0];

    private final KeyedMac mac;

    AuditChain(KeyedMac mac) {
        this.mac = mac;
    }

    /** @param number counts from 1 */
    record Link(long number, byte[] mac) {}

    byte[] next(long number, byte[] before, byte[] entryMac) {
        return mac.mac(MacPurpose.AUDIT, bytes(number), before, entryMac);
    }

    static boolean follows(MacChecker mac, Link link, byte[] before, byte[] entryMac) {
        return mac.verify(MacPurpose.AUDIT, link.mac(), bytes(link.number()), before, entryMac);
    }

    /**
     * Chains what is not chained yet, at most {@link #AT_ONCE}.
     *
     * @return how many
     * @throws SQLException as the database says; nothing is chained then
     */
    int seal(Connection transaction) throws SQLException {
        try (var lock = transaction.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            var answer = lock.executeQuery();
            if (!answer.next() || !answer.getBoolean(1)) {
                return 0;
            }
        }
        var entries = unsealed(transaction);
        if (entries.isEmpty()) {
            return 0;
        }
        var last = last(transaction);
        try (var insert = transaction.prepareStatement(
                        "insert into audit_link (sequence, entry_id, mac) values (?, ?, ?)");
                var remove = transaction.prepareStatement("delete from audit_unsealed where entry_id = any (?)")) {
            for (var entry : entries) {
                last = new Link(last.number() + 1, next(last.number() + 1, last.mac(), entry.mac()));
                insert.setLong(1, last.number());
                insert.setObject(2, entry.id());
                insert.setBytes(3, last.mac());
                insert.addBatch();
            }
            insert.executeBatch();
            remove.setArray(
                    1,
                    transaction.createArrayOf(
                            "uuid", entries.stream().map(Unsealed::id).toArray()));
            remove.executeUpdate();
        }
        return entries.size();
    }

    /** The newest link; number 0 before the first. */
    static Link last(Connection transaction) throws SQLException {
        try (var statement = transaction.createStatement();
                var row =
                        statement.executeQuery("select sequence, mac from audit_link order by sequence desc limit 1")) {
            return row.next() ? new Link(row.getLong(1), row.getBytes(2)) : new Link(0, BEGINNING);
        }
    }

    private record Unsealed(UUID id, byte[] mac) {}

    private static List<Unsealed> unsealed(Connection transaction) throws SQLException {
        try (var statement = transaction.prepareStatement("""
                select e.id, e.mac from audit_unsealed u join audit_entry e on e.id = u.entry_id order by e.at, e.id limit ?
                """)) {
            statement.setInt(1, AT_ONCE);
            var found = new ArrayList<Unsealed>();
            for (ResultSet row = statement.executeQuery(); row.next(); ) {
                found.add(new Unsealed(row.getObject(1, UUID.class), row.getBytes(2)));
            }
            return found;
        }
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
