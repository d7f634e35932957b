package qinqing.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import qinqing.launch.EmbeddedDatabase;

/**
 * The database on its own (S2): straight SQL under the role of the application, no filter of ours in between. Each policed table
 * holds one row of each unit of a small tree, and each tenant sees and changes what the contract lets it have and not one row more.
 *
 * <p>Constraints are dropped here, since they are not what is tried: so a row can be made for any table from the catalogue alone, and a
 * table that is added tomorrow takes part.
 */
class SecondWallTest {
    /** Tables with a unit column or behind one that need no policy, each with its reason. */
    private static final Map<String, String> UNPOLICED = Map.of(
            "staged_hit", "COPY does not work under policies; the application's role has no right to it",
            "audit_link", "a chain of MACs over ids, without a unit, an actor or a word",
            "audit_unsealed", "ids of entries on their way to the sealer");

    /** What the contract shows to every colleague or to everybody; foreign rows of these may be read, not written. */
    private static final Map<String, String> OPEN_TO_READ = new TreeMap<>(Map.of(
            "site", "listSites is public",
            "post", "listPosts: any colleague",
            "programme", "listProgrammes: any colleague",
            "assignment", "who holds which role is known among staff",
            "account", "names of colleagues; numbers in it are sealed",
            "emergency_relief", "listPublicEmergencyReliefs is public",
            "notice_site", "listNoticeSites: any clerk",
            "notice_display", "listNoticeSites: any clerk"));

    private static final Map<String, UUID> UNITS =
            Map.of("county", id(1), "parent", id(2), "own", id(3), "sibling", id(4), "child", id(5));
    private static final Map<String, List<String>> PATHS = Map.of(
            "county", List.of("county"),
            "parent", List.of("county", "parent"),
            "own", List.of("county", "parent", "own"),
            "sibling", List.of("county", "parent", "sibling"),
            "child", List.of("county", "parent", "own", "child"));
    private static final Set<String> MINE = Set.of("own", "child");
    private static final List<String> STAFF = List.of("CLERK", "ENDORSER", "VERIFIER", "INSPECTOR");

    private static Path folder;
    private static EmbeddedDatabase database;
    private static Connection connection;
    private static Set<String> policed;

    @BeforeAll
    static void build() throws IOException, SQLException {
        folder = Files.createTempDirectory("qinqing-second-wall-");
        database = EmbeddedDatabase.start(folder, false);
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.login(), database.password())
                .initSql("set qinqing.tenant = 'HOUSE::::'")
                .load()
                .migrate();
        connection = DriverManager.getConnection(database.jdbcUrl(), database.login(), database.password());
        policed = names("""
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                    and relrowsecurity and relforcerowsecurity and relname <> 'unit'""");
        dropConstraints();
        plant();
    }

    @AfterAll
    static void remove() throws IOException, SQLException {
        connection.close();
        database.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    // what must be policed --------------------------------------------------------------------------------------------

    @Test
    void a_table_with_a_unit_or_behind_one_has_forced_policies_or_a_reason() throws SQLException {
        assertThat(unguarded()).isEmpty();
    }

    @Test
    void a_new_table_without_a_policy_is_noticed() throws SQLException {
        execute("create table planted_table (id uuid primary key, unit_id uuid)");
        execute("create table planted_child (id uuid, parent uuid references planted_table)");
        try {
            assertThat(unguarded()).containsExactly("planted_child", "planted_table");
        } finally {
            execute("drop table planted_table, planted_child");
        }
    }

    /** A column that names a unit, a person or an owner; or a foreign key to a table that has one, however far away. */
    private static Set<String> unguarded() throws SQLException {
        var reached = new LinkedHashSet<>(names("""
                select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
                    and (a.attname like '%unit\\_id' or a.attname in ('account_id', 'official_id', 'asked_by', 'actor_id'))"""));
        reached.addAll(policed);
        var keys = new ArrayList<String[]>();
        try (var rows = connection.createStatement().executeQuery("""
                select c.relname, p.relname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
                where k.contype = 'f' and c.relnamespace = 'public'::regnamespace""")) {
            while (rows.next()) {
                keys.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        keys.addAll(KEYS);
        while (keys.stream()
                .filter(key -> reached.contains(key[1]) && !key[1].equals("unit"))
                .anyMatch(key -> reached.add(key[0]))) {
            // one more step away from a unit
        }
        var guarded = names("""
                select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid
                where c.relrowsecurity and c.relforcerowsecurity group by c.relname
                having array_agg(p.polcmd::text order by p.polcmd::text) @> array['a', 'd', 'r', 'w']""");
        var bare = new TreeSet<>(reached);
        bare.removeAll(guarded);
        bare.removeAll(UNPOLICED.keySet());
        return bare;
    }

    @Test
    void the_roles_own_nothing_and_cannot_bypass_policies() throws SQLException {
        assertThat(
                        names(
                                "select rolname from pg_roles where rolname like 'qinqing\\_%' and (rolbypassrls or rolsuper or rolcanlogin)"))
                .isEmpty();
        assertThat(
                        names(
                                "select tablename from pg_tables where tableowner in ('qinqing_app', 'qinqing_jobs') and schemaname = 'public'"))
                .isEmpty();
        assertThat(
                        names(
                                "select 'staged_hit' where has_table_privilege('qinqing_app', 'staged_hit', 'select, insert, update, delete')"))
                .isEmpty();
    }

    // who sees what ---------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> staff_read_their_unit_and_those_below_it() {
        return each(table -> STAFF.forEach(role -> {
            var seen = seen(role, "own", table);
            if (!OPEN_TO_READ.containsKey(table)) {
                assertThat(MINE).as("%s of %s", role, table).containsAll(seen);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> an_official_a_citizen_and_a_system_read_no_row_of_somebody_else() {
        return each(table -> {
            if (!OPEN_TO_READ.containsKey(table)) {
                for (var role : List.of("OFFICIAL", "CITIZEN", "ANONYMOUS", "SIGN_IN")) {
                    if (!Set.of("login_session", "one_time_code", "api_client", "api_client_use")
                                    .contains(table)
                            || !role.equals("SIGN_IN")) {
                        assertThat(seen(role, "own", table))
                                .as("%s of %s", role, table)
                                .isEmpty();
                    }
                }
                if (!Set.of("beneficiary_batch", "beneficiary", "beneficiary_row_error")
                        .contains(table)) {
                    assertThat(seen("SYSTEM", "own", table))
                            .as("a system of %s", table)
                            .isEmpty();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> who_says_nothing_sees_nothing() {
        return each(table -> {
            if (!Set.of("site", "emergency_relief").contains(table)) {
                assertThat(visible("", table)).as(table).isEmpty();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> the_house_sees_everything() {
        return each(table -> assertThat(visible("HOUSE::::", table)).as(table).hasSize(UNITS.size()));
    }

    @Test
    void the_contract_is_still_met() throws SQLException {
        var clerks = List.of(
                "official",
                "declaration",
                "relative",
                "beneficiary",
                "match",
                "verification",
                "notice",
                "notice_row",
                "objection",
                "staff");
        for (var table : clerks) {
            assertThat(seen("CLERK", "own", table))
                    .as("a clerk's own unit and below, of " + table)
                    .isEqualTo(MINE);
            assertThat(seen("COUNTY_INSPECTOR", "county", table))
                    .as("the county's inspection body, of " + table)
                    .hasSize(UNITS.size());
        }
        assertThat(visible(tenant("OFFICIAL", "sibling", row("official", "own")), "declaration"))
                .as("declarants see their own, wherever they are")
                .containsExactly("own");
        execute("update notice set published_at = now() where id = '" + row("notice", "sibling") + "'");
        try {
            assertThat(seen("ANONYMOUS", "own", "notice")).containsExactly("sibling");
            assertThat(seen("ANONYMOUS", "own", "notice_row")).containsExactly("sibling");
        } finally {
            execute("update notice set published_at = null where id = '" + row("notice", "sibling") + "'");
        }
    }

    @Test
    void the_approving_unit_sees_the_declarant_of_its_hit_and_no_other() throws SQLException {
        execute("update match set unit_id = '" + unitId("own") + "' where id = '" + row("match", "sibling") + "'");
        try {
            for (var table : List.of("official", "declaration", "relative")) {
                assertThat(seen("VERIFIER", "own", table))
                        .as(table)
                        .containsExactlyInAnyOrder("own", "child", "sibling");
            }
        } finally {
            execute("update match set unit_id = '" + unitId("sibling") + "' where id = '" + row("match", "sibling")
                    + "'");
        }
    }

    // who changes what ------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> nobody_changes_removes_or_adds_a_foreign_row() {
        return each(table -> {
            for (var role : List.of("CLERK", "ENDORSER", "VERIFIER", "INSPECTOR", "OFFICIAL", "CITIZEN", "ANONYMOUS")) {
                for (var unit : List.of("county", "parent", "sibling")) {
                    assertThat(changed(
                                    role,
                                    "update " + table + " set " + column(table) + " = " + column(table),
                                    table,
                                    unit))
                            .as("%s changes %s of %s", role, table, unit)
                            .isZero();
                    assertThat(changed(role, "delete from " + table, table, unit))
                            .as("%s removes %s of %s", role, table, unit)
                            .isZero();
                    if (!ADDED_BY_ANYBODY.containsKey(table)) {
                        assertThatThrownBy(() -> add(role, table, unit))
                                .as("%s adds %s of %s", role, table, unit)
                                .hasMessageContaining("row-level security");
                    }
                }
            }
        });
    }

    /** Rows that tell somebody else something, and can't be read back. */
    private static final Map<String, String> ADDED_BY_ANYBODY = Map.of(
            "audit_entry", "whatever happens leaves its entry",
            "notification", "work of one person is told to the next",
            "clearance_subject", "ids only, in the statement of the answer they belong to",
            "objection", "everybody may object, of any unit's notice");

    @Test
    void a_row_cannot_be_handed_to_another_unit() {
        assertThatThrownBy(() -> as(
                        tenant("CLERK", "own", id(99)),
                        statement -> statement.executeUpdate("update official set unit_id = '" + unitId("sibling")
                                + "' where unit_id = '" + unitId("own") + "'")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void a_unit_is_known_to_everybody_and_changed_by_its_own_staff_and_administrators() throws SQLException {
        boolean known =
                as("", statement -> statement.executeQuery("select from unit").next());
        int byClerk = as(tenant("CLERK", "own", id(99)), SecondWallTest::rename);
        int byOfficial = as(tenant("OFFICIAL", "own", id(99)), SecondWallTest::rename);
        int byAdmin = as(tenant("ADMIN", "county", id(99)), SecondWallTest::rename);
        assertThat(known).isTrue();
        assertThat(byClerk).isEqualTo(MINE.size());
        assertThat(byOfficial).isZero();
        assertThat(byAdmin).isEqualTo(UNITS.size());
    }

    private static int rename(java.sql.Statement statement) throws SQLException {
        return statement.executeUpdate("update unit set name = name || '!'");
    }

    @Test
    void a_tenant_ends_with_its_transaction() throws SQLException {
        assertThat(seen("COUNTY_INSPECTOR", "county", "declaration")).hasSize(UNITS.size());
        assertThat(visible("", "declaration")).isEmpty();
    }

    // -----------------------------------------------------------------------------------------------------------------

    private interface Check {
        void of(String table) throws SQLException;
    }

    private interface Work<T> {
        T with(java.sql.Statement statement) throws SQLException;
    }

    private static Stream<DynamicTest> each(Check check) {
        return new TreeSet<>(policed).stream().map(table -> DynamicTest.dynamicTest(table, () -> check.of(table)));
    }

    private static UUID unitId(String unit) {
        return Objects.requireNonNull(UNITS.get(unit));
    }

    private static UUID id(int number) {
        return new UUID(0x5ec0, number);
    }

    /** The same unit's row has the same id in every table, so that children find their parents. */
    private static UUID row(String table, String unit) {
        return new UUID(0xd0d0, unitId(unit).getLeastSignificantBits());
    }

    private static String tenant(String role, String unit, UUID official) {
        return role + ":" + id(70) + ":" + id(71) + ":" + unitId(unit) + ":" + official;
    }

    private static Set<String> seen(String role, String unit, String table) {
        try {
            return visible(tenant(role, unit, id(99)), table);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Units whose row of this table a tenant sees. */
    private static Set<String> visible(String tenant, String table) throws SQLException {
        return as(tenant, statement -> {
            var found = new TreeSet<String>();
            try (var rows = statement.executeQuery("select planted from " + table)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
    }

    private static int changed(String role, String change, String table, String unit) throws SQLException {
        try {
            return as(
                    tenant(role, "own", id(99)),
                    statement -> statement.executeUpdate(change + " where planted = '" + unit + "'"));
        } catch (SQLException denied) {
            assertThat(denied.getMessage()).contains("permission denied");
            return 0;
        }
    }

    private static void add(String role, String table, String unit) throws SQLException {
        as(tenant(role, "own", id(99)), statement -> {
            try (var insert = insert(table, unit)) {
                return insert.executeUpdate();
            }
        });
    }

    /** In a transaction of the application's role, rolled back. */
    private static <T> T as(String tenant, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local role qinqing_app");
            if (!tenant.isEmpty()) {
                statement.execute("set local qinqing.tenant = '" + tenant + "'");
            }
            return work.with(statement);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set qinqing.tenant = 'HOUSE::::'");
            statement.execute(sql);
            statement.execute("reset qinqing.tenant");
        }
    }

    private static Set<String> names(String question) throws SQLException {
        var names = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** Foreign keys as they were: child, parent, column. */
    private static final List<String[]> KEYS = new ArrayList<>();

    private static void dropConstraints() throws SQLException {
        var drops = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select c.relname, p.relname, a.attname, k.conname, k.contype
                        from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class p on p.oid = k.confrelid
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
                        where c.relnamespace = 'public'::regnamespace order by k.contype = 'p'""")) {
            while (rows.next()) {
                var kind = rows.getString(5);
                if (kind.equals("f")) {
                    KEYS.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
                }
                if (policed.contains(rows.getString(1)) && !kind.equals("n")) {
                    drops.add("alter table " + rows.getString(1) + " drop constraint if exists \"" + rows.getString(4)
                            + "\" cascade");
                }
            }
        }
        for (var drop : drops) {
            execute(drop);
        }
        for (var index :
                names("select indexname from pg_indexes where schemaname = 'public' and tablename = any (array['"
                        + String.join("','", policed) + "'])")) {
            execute("drop index if exists " + index + " cascade");
        }
    }

    private static void plant() throws SQLException {
        for (var unit : List.of("county", "parent", "own", "sibling", "child")) {
            execute("""
                    insert into unit (id, county_code, parent_id, ancestors, kind, name, created_at)
                    values ('%s', '500102', %s, '{%s}', '%s', '%s', now())
                    """.formatted(
                            unitId(unit),
                            unit.equals("county") ? "null" : "'" + unitId("county") + "'",
                            Objects.requireNonNull(PATHS.get(unit)).stream()
                                    .map(name -> unitId(name).toString())
                                    .collect(Collectors.joining(",")),
                            unit.equals("county") ? "COUNTY" : "DEPARTMENT",
                            unit));
        }
        for (var table : policed) {
            execute("alter table " + table + " add column planted text");
            for (var column : names(
                    "select column_name from information_schema.columns where table_schema = 'public' and table_name = '"
                            + table + "' and is_nullable = 'NO'")) {
                execute("alter table " + table + " alter column " + column + " drop not null");
            }
        }
        execute("grant select, insert, update, delete on " + String.join(", ", policed) + " to qinqing_app");
        for (var table : policed) {
            for (var unit : UNITS.keySet()) {
                try (var house = connection.createStatement()) {
                    house.execute("set qinqing.tenant = 'HOUSE::::'");
                    try (var insert = insert(table, unit)) {
                        insert.executeUpdate();
                    }
                    house.execute("reset qinqing.tenant");
                }
            }
        }
    }

    private static String column(String table) {
        return "planted";
    }

    /** A row of this unit, of a person nobody knows. */
    private static PreparedStatement insert(String table, String unit) throws SQLException {
        var values = new TreeMap<String, Object>();
        values.put("planted", unit);
        for (var column : names("select column_name || ' ' || data_type from information_schema.columns"
                + " where table_schema = 'public' and table_name = '" + table + "'")) {
            var name = column.substring(0, column.indexOf(' '));
            if (!column.endsWith(" uuid") || name.equals("planted")) {
                continue;
            }
            var parent = KEYS.stream()
                    .filter(key -> key[0].equals(table) && key[2].equals(name))
                    .map(key -> key[1])
                    .findFirst();
            if (name.endsWith("unit_id")) {
                values.put(name, unitId(unit));
            } else if (name.equals("id") || parent.filter(policed::contains).isPresent()) {
                values.put(name, row(table, unit));
            } else {
                values.put(name, id(500));
            }
        }
        if (table.equals("notice")) {
            values.put("status", "DRAFT");
        }
        if (table.equals("match")) {
            values.put("copied_at", OffsetDateTime.parse("2026-11-21T00:00:00Z"));
        }
        var insert = connection.prepareStatement("insert into " + table + " (" + String.join(", ", values.keySet())
                + ") values (" + values.keySet().stream().map(name -> "?").collect(Collectors.joining(", ")) + ")");
        int position = 1;
        for (var value : values.values()) {
            insert.setObject(position++, value);
        }
        return insert;
    }
}
