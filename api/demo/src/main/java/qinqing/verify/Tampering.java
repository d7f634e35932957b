package qinqing.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;

/** Ways in which a superuser without the keys may try to change what the audit trail tells. */
enum Tampering {
    EDIT_ENTRY {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var edits = List.of(
                    "at = at + interval '1 microsecond'",
                    "at = at - interval '1 year'",
                    "county_code = '500103'",
                    "account_id = gen_random_uuid()",
                    "account_id = null, assignment_id = null",
                    "assignment_id = gen_random_uuid()",
                    "role = 'AUDITOR'",
                    "unit_id = gen_random_uuid()",
                    "action = 'nothing'",
                    "subject_kind = 'nothing'",
                    "subject_id = gen_random_uuid()",
                    "detail = 'finding=NON_COMPLIANT'",
                    "detail = '张三'",
                    "mac = set_byte(mac, 20, (get_byte(mac, 20) + 1) % 256)",
                    "mac = substring(mac from 1 for 10)",
                    "mac = '\\x'::bytea");
            return execute(
                    connection,
                    "update audit_entry set " + edits.get(random.nextInt(edits.size())) + ENTRY_OF
                            + any(entries, random) + ")");
        }
    },
    EDIT_LINK {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var edits = List.of(
                    "mac = set_byte(mac, 30, (get_byte(mac, 30) + 1) % 256)",
                    "mac = '\\x'::bytea", "sequence = sequence + 10000000");
            return execute(
                    connection,
                    "update audit_link set " + edits.get(random.nextInt(edits.size())) + " where sequence = "
                            + any(entries, random));
        }
    },
    DELETE_LINK {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return execute(connection, "delete from audit_link where sequence = " + any(entries, random));
        }
    },
    DELETE_ENTRY_AND_LINK {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return delete(connection, "l.sequence = " + any(entries, random));
        }
    },
    DELETE_AND_CLOSE_THE_GAP {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var number = any(entries, random);
            var gone = delete(connection, "l.sequence = " + number);
            execute(connection, "alter table audit_link drop constraint audit_link_pkey");
            execute(connection, "update audit_link set sequence = sequence - 1 where sequence > " + number);
            return gone;
        }
    },
    INSERT_ENTRY {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return copy(connection, any(entries, random));
        }
    },
    INSERT_ENTRY_AND_LINK {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var number = any(entries, random);
            copy(connection, number);
            return execute(
                    connection,
                    "insert into audit_link select " + (entries + 1) + ", " + COPY
                            + ", mac from audit_link where sequence = " + number);
        }
    },
    INSERT_IN_BETWEEN {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var number = any(entries, random);
            copy(connection, number);
            execute(connection, "alter table audit_link drop constraint audit_link_pkey");
            execute(connection, "update audit_link set sequence = sequence + 1 where sequence > " + number);
            return execute(
                    connection,
                    "insert into audit_link select " + (number + 1) + ", " + COPY
                            + ", mac from audit_link where sequence = " + number);
        }
    },
    SWAP_ENTRIES {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return swap(connection, "entry_id", entries, random);
        }
    },
    SWAP_LINK_MACS {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return swap(connection, "mac", entries, random);
        }
    },
    SWAP_ENTRY_MACS {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var one = any(entries, random);
            var other = another(one, entries, random);
            return execute(connection, """
                    update audit_entry e set mac = o.mac
                    from audit_link l, audit_link m, audit_entry o
                    where l.entry_id = e.id and m.entry_id = o.id and (l.sequence, m.sequence) in ((%1$d, %2$d), (%2$d, %1$d))
                    """.formatted(one, other));
        }
    },
    CUT_TAIL {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return delete(connection, "l.sequence > " + (any(entries, random) - 1));
        }
    },
    CUT_LINKS_ONLY {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return execute(connection, "delete from audit_link where sequence >= " + any(entries, random));
        }
    },
    /** As if the last ones had only just been written and nobody had chained them yet. */
    UNCHAIN_TAIL {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            var number = any(entries, random);
            execute(
                    connection,
                    "insert into audit_unsealed select entry_id from audit_link where sequence >= " + number);
            return execute(connection, "delete from audit_link where sequence >= " + number);
        }
    },
    /** The beginning of the trail goes, the rest keeps its numbers. */
    CUT_HEAD {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return delete(connection, "l.sequence <= " + any(entries, random));
        }
    },
    EMPTY {
        @Override
        int on(Connection connection, long entries, Random random) throws SQLException {
            return delete(connection, "true");
        }
    };

    private static final String ENTRY_OF = " where id = (select entry_id from audit_link where sequence = ";
    private static final String COPY = "'00000000-0000-0000-0000-00000000c0de'";

    /**
     * Does it in the transaction, which the caller rolls back.
     *
     * @param entries links in the trail
     * @return rows touched
     */
    abstract int on(Connection connection, long entries, Random random) throws SQLException;

    private static long any(long entries, Random random) {
        return random.nextLong(1, entries + 1);
    }

    private static long another(long one, long entries, Random random) {
        return (one - 1 + random.nextLong(1, entries)) % entries + 1;
    }

    private static int copy(Connection connection, long number) throws SQLException {
        return execute(
                connection,
                "insert into audit_entry select " + COPY
                        + ", county_code, at, account_id, assignment_id, role, unit_id, action, subject_kind, subject_id, detail,"
                        + " mac from audit_entry" + ENTRY_OF + number + ")");
    }

    private static int swap(Connection connection, String column, long entries, Random random) throws SQLException {
        var one = any(entries, random);
        var other = another(one, entries, random);
        execute(connection, "alter table audit_link drop constraint audit_link_entry_id_key");
        return execute(
                connection,
                "update audit_link l set %1$s = o.%1$s from audit_link o where (l.sequence, o.sequence) in ((%2$d, %3$d), (%3$d, %2$d))"
                        .formatted(column, one, other));
    }

    private static int delete(Connection connection, String which) throws SQLException {
        execute(
                connection,
                "create temporary table gone on commit drop as select entry_id from audit_link l where " + which);
        execute(connection, "delete from audit_link where entry_id in (select entry_id from gone)");
        return execute(connection, "delete from audit_entry where id in (select entry_id from gone)");
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
