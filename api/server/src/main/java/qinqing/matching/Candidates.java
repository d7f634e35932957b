package qinqing.matching;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pairs worth scoring, set-based: equal person tokens, or equal names with one more agreeing field where one side has no
 * ID number (two different valid numbers are two people, so the rest need not meet). Relatives in force and officials in office on
 * one side; on the other endorsed rows (A5.5) of non-universal programmes (A7.1), since 2018-01-01 or unfinished then (A7.5).
 */
final class Candidates {
    /**
     * Rows of lists that one statement goes through. Each statement reads all relatives again, so small slices cost much: a tenth
     * of this made a run over a million rows four times slower.
     */
    static final int SLICE = 2_000_000;

    private static final String SIDE = """
            select r.id as relative_id, 'DECLARED' as source, r.official_id, r.kinship, r.name_key, r.person_token, r.phone_token,
                   r.address_token, r.birth_token, r.village_code, r.sex, r.employer
              from relative r where r.in_force
            union all
            select o.id, 'SELF', o.id, 'SELF', o.name_key, o.person_token, o.phone_token,
                   o.address_token, null, o.village_code, o.sex, null
              from official o where o.status = 'ACTIVE' and not o.managed_above -- A1.6
            """;

    private static final String ROWS = """
            select b.id, b.batch_id, b.programme_id, p.unit_id as approving_unit_id, b.role, b.name, b.name_key, b.id_state,
                   b.person_token, b.phone_token, b.address_token, b.birth_token, b.village_code, b.company_name
              from beneficiary b join programme p on p.id = b.programme_id
             where b.endorsed and b.role <> 'COMPANY' and (not p.universal or ?)
               and (coalesce(b.granted_on, p.starts_on) >= date '2018-01-01' or p.ends_on is null or p.ends_on >= date '2018-01-01')
            """;

    private static final String PAIRS = """
            select s.source, s.official_id, f.unit_id as official_unit_id, b.programme_id, b.approving_unit_id, s.relative_id,
                   s.name_key as relative_name_key, s.person_token as relative_person_token, s.phone_token as relative_phone_token,
                   s.address_token as relative_address_token, s.birth_token as relative_birth_token,
                   s.village_code as relative_village_code, s.sex as relative_sex, s.kinship, s.employer as relative_employer,
                   b.id as beneficiary_id, b.role, b.name as beneficiary_name, b.id_state, b.person_token, b.phone_token,
                   b.address_token, b.birth_token, b.village_code, b.company_name
              from (%s) s join (%s) b on %s join official f on f.id = s.official_id
             where %s
            """;

    private static final String ONE_MORE_FIELD = """
             s.name_key = b.name_key and (s.phone_token = b.phone_token or s.address_token = b.address_token
                or s.birth_token = b.birth_token or s.village_code = b.village_code
                or replace(normalize(s.employer, NFKC), ' ', '') = replace(normalize(b.company_name, NFKC), ' ', ''))
            """;

    private static final List<String> BLOCKS = List.of(
            "s.person_token = b.person_token",
            "b.person_token is null and" + ONE_MORE_FIELD,
            "s.person_token is null and b.person_token is not null and" + ONE_MORE_FIELD);

    /** Place of the last one in {@link #BLOCKS}. */
    private static final int UNDECLARED_ID = 2;

    private static final String ANY_UNDECLARED =
            "select count(*) from (select 1 from relative where in_force and person_token is null limit 1) r";

    private static final String IN_SLICE = "(? or b.id > ?) and (? or b.id <= ?)";
    private static final String SUBTREE = "array(select id from unit where ancestors @> array[cast(? as uuid)])";
    private static final String OF_UNIT =
            IN_SLICE + " and (b.approving_unit_id = any(" + SUBTREE + ") or f.unit_id = any(" + SUBTREE + "))";

    private static final String SLICE_END = "select id from beneficiary where ? or id > ? order by id offset ? limit 1";
    private static final String ROWS_OF_BATCH = "select count(*) from beneficiary where batch_id = ?";
    /** Without touching the rows: entering a declaration must not cost a pass over all lists. */
    private static final String ENDORSED_ROWS =
            "select coalesce(sum(rows_good), 0) from beneficiary_batch where status = 'ENDORSED'";

    private static final String RELATIVES = """
            select (select count(*) from relative where in_force and (? or official_id = any(?)))
                 + (select count(*) from official where status = 'ACTIVE' and not managed_above and (? or id = any(?)))
            """;

    /** @param after exclusive, null for the beginning; @param last inclusive, null for the end */
    record Slice(@Nullable UUID after, @Nullable UUID last, long rows) {}

    interface Sink {
        void accept(Candidate pair) throws SQLException;

        /** Between two statements: false ends the search. */
        boolean goOn(double shareOfSlice) throws SQLException;
    }

    private final RunScope scope;
    private final @Nullable UUID subject;
    private final List<UUID> declarants;
    private final boolean universalToo;

    /** @param declarants of a run over declarants, {@code subject} among them */
    Candidates(RunScope scope, @Nullable UUID subject, List<UUID> declarants, boolean universalToo) {
        this.scope = scope;
        this.subject = subject;
        this.declarants = declarants;
        this.universalToo = universalToo;
    }

    /**
     * For whole lists hashing is always right: the planner can't know how many namesakes share a name, and one wrong guess (an index
     * probe for each relative) made a run thirty times slower. Lasts as long as the transaction.
     */
    void prepare(Connection connection) throws SQLException {
        if (scope == RunScope.COUNTY || scope == RunScope.UNIT) {
            try (var statement = connection.createStatement()) {
                statement.execute("set local enable_nestloop = off");
                statement.execute("set local enable_mergejoin = off");
            }
        }
    }

    long relatives(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(RELATIVES)) {
            for (int i = 1; i <= 4; i += 2) {
                question.setBoolean(i, scope != RunScope.DECLARANT);
                question.setArray(i + 1, declarants(connection));
            }
            return number(question);
        }
    }

    private Array declarants(Connection connection) throws SQLException {
        return connection.createArrayOf("uuid", declarants.toArray());
    }

    /** The rows of the lists in pieces; one piece where an index leads to the rows. */
    List<Slice> slices(Connection connection) throws SQLException {
        return switch (scope) {
            case BATCH -> List.of(new Slice(null, null, count(connection, ROWS_OF_BATCH)));
            case DECLARANT -> List.of(new Slice(null, null, endorsedRows(connection)));
            case COUNTY, UNIT -> cut(connection);
        };
    }

    private static long endorsedRows(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(ENDORSED_ROWS)) {
            return number(question);
        }
    }

    private long count(Connection connection, String sql) throws SQLException {
        try (var question = connection.prepareStatement(sql)) {
            question.setObject(1, subject);
            return number(question);
        }
    }

    private static List<Slice> cut(Connection connection) throws SQLException {
        long rows = endorsedRows(connection);
        var slices = new ArrayList<Slice>();
        UUID after = null;
        while (rows > SLICE * (slices.size() + 1L)) {
            var end = end(connection, after);
            if (end == null) {
                break;
            }
            slices.add(new Slice(after, end, SLICE));
            after = end;
        }
        slices.add(new Slice(after, null, Math.max(rows - (long) SLICE * slices.size(), 0)));
        return slices;
    }

    private static @Nullable UUID end(Connection connection, @Nullable UUID after) throws SQLException {
        try (var question = connection.prepareStatement(SLICE_END)) {
            question.setBoolean(1, after == null);
            question.setObject(2, after, java.sql.Types.OTHER);
            question.setInt(3, SLICE - 1);
            try (var row = question.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        }
    }

    private static long number(java.sql.PreparedStatement question) throws SQLException {
        try (var row = question.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Hands out each pair of the slice once.
     *
     * @return false when the sink had enough
     */
    boolean find(Connection connection, Slice slice, Sink sink) throws SQLException {
        for (int i = 0; i < BLOCKS.size(); i++) {
            if (!sink.goOn((double) i / BLOCKS.size())) {
                return false;
            }
            if (i != UNDECLARED_ID || hasUndeclared(connection)) {
                find(connection, slice, BLOCKS.get(i), sink);
            }
        }
        return true;
    }

    /** Most counties declare every ID number: then a pass over all rows is saved. */
    private static boolean hasUndeclared(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement(ANY_UNDECLARED)) {
            return number(question) > 0;
        }
    }

    private void find(Connection connection, Slice slice, String block, Sink sink) throws SQLException {
        try (var question = connection.prepareStatement(PAIRS.formatted(SIDE, ROWS, block, ofScope()))) {
            int at = 0;
            question.setBoolean(++at, universalToo);
            switch (scope) {
                case COUNTY -> setSlice(question, at, slice);
                case UNIT -> {
                    at = setSlice(question, at, slice);
                    question.setObject(++at, subject);
                    question.setObject(++at, subject);
                }
                case BATCH -> question.setObject(++at, subject);
                case DECLARANT -> question.setArray(++at, declarants(connection));
            }
            // no fetch size: a portal read in pieces would keep PostgreSQL from using several workers
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    sink.accept(Candidate.of(rows));
                }
            }
        }
    }

    private String ofScope() {
        return switch (scope) {
            case COUNTY -> IN_SLICE;
            case UNIT -> OF_UNIT;
            case BATCH -> "b.batch_id = ?";
            case DECLARANT -> "s.official_id = any(?)";
        };
    }

    private static int setSlice(java.sql.PreparedStatement question, int at, Slice slice) throws SQLException {
        question.setBoolean(++at, slice.after() == null);
        question.setObject(++at, slice.after(), java.sql.Types.OTHER);
        question.setBoolean(++at, slice.last() == null);
        question.setObject(++at, slice.last(), java.sql.Types.OTHER);
        return at;
    }
}
