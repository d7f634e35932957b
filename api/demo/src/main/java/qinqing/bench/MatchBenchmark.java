package qinqing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import qinqing.demo.ServerProcess;

/**
 * A matching run over the whole county, as the server does it, against the bare hash join of PostgreSQL on the same two tables. Rows
 * are made by SQL with random tokens; one in a hundred of a list is a relative, one in ten has no ID number.
 */
final class MatchBenchmark {
    private static final int RELATIVES = 150_000;
    private static final int ROWS = 1_000_000;
    private static final int OFFICIALS = 10_000;
    private static final int ROUNDS = 3;
    /** The figure to reach: so many times the bare join at most. */
    private static final double BAR = 4;

    private static final Pattern ADDRESS = Pattern.compile("PostgreSQL: (jdbc:\\S+?),");
    private static final Pattern COMPARED = Pattern.compile("run (\\S+) compared \\d+ pairs in (\\d+) ms");
    private static final Duration RUN_WITHIN = Duration.ofMinutes(5);

    private static final List<String> COUNTY = List.of(
            "select setseed(0.2026)",
            """
            create temp table given as
            select array(select chr(19968 + (random() * 20000)::int) from generate_series(1, 100)) as surname,
                   array(select chr(19968 + (random() * 20000)::int) from generate_series(1, 60)) as character
            """,
            """
            insert into unit (id, county_code, parent_id, ancestors, kind, name, created_at)
            select id, county_code, parent, array[parent, id], 'TOWNSHIP', '乡镇' || n, now()
              from (select gen_random_uuid() as id, u.county_code, u.id as parent, n
                      from unit u, generate_series(1, 27) n where u.kind = 'COUNTY') t
            """,
            """
            insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                                  person_token, created_at)
            select gen_random_uuid(), u.county_code, u.id, '干部' || n, '干部' || n, 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '干部', '\\x00',
                   '\\x01'::bytea || uuid_send(gen_random_uuid()), now()
              from generate_series(1, %d) n
              join (select id, county_code, row_number() over () - 1 as place from unit where kind = 'TOWNSHIP') u on u.place = n %% 27
            """.formatted(OFFICIALS),
            """
            insert into declaration (id, county_code, official_id, unit_id, number, status, content_sealed, submitted_at, pledged_at,
                                     signing_rule, endorsed_by, endorsed_at, entered_by, entered_at, in_force, created_at)
            select gen_random_uuid(), county_code, id, unit_id, 1, 'ENTERED', '\\x00', now(), now(), 'LEADER_IN_CHARGE_SIGNS',
                   coalesce(lag(id) over (order by id), (select max(id::text)::uuid from official)), now(), id, now(), true, now()
              from official
            """,
            """
            insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, name, name_key, sex,
                                  id_number_sealed, person_token, village_code, in_force)
            select uuidv7(), d.county_code, d.unit_id, d.id, d.official_id, n, 'OWN_SIBLING', name, name, 'MALE', '\\x00',
                   '\\x01'::bytea || uuid_send(gen_random_uuid()), '50010210' || lpad((random() * 400)::int::text, 4, '0'), true
              from declaration d, generate_series(1, %d) n,
                   lateral (select surname[1 + (random() * 99)::int] || character[1 + (random() * 59)::int]
                                   || character[1 + (random() * 59)::int + 0 * n] as name from given) as named
             where d.id is not null
            """.formatted(RELATIVES / OFFICIALS),
            """
            insert into programme (id, county_code, unit_id, name, kind, starts_on, created_at)
            select gen_random_uuid(), county_code, id, '补助' || name, 'FUND', date '2026-01-01', now() from unit where kind = 'TOWNSHIP'
            """,
            """
            insert into beneficiary_batch (id, county_code, unit_id, programme_id, file_name, file_format, content_digest, status, endorsed_by,
                                           endorsed_at, created_by, created_at)
            select gen_random_uuid(), county_code, unit_id, id, '名单.csv', 'CSV', uuid_send(id), 'ENDORSED', id, now(), id, now() from programme
            """,
            """
            create temp table found as
            select row_number() over (order by random()) as place, person_token, name from relative order by random() limit %d
            """.formatted(ROWS / 100),
            """
            insert into beneficiary (id, county_code, unit_id, programme_id, batch_id, row_number, role, name, name_key, id_state,
                                     id_number_sealed, person_token, village_code, amount, endorsed)
            select uuidv7(), b.county_code, b.unit_id, b.programme_id, b.id, n, 'NATURAL_PERSON', coalesce(f.name, named.name),
                   coalesce(f.name, named.name), case when f.name is null and n %% 10 = 1 then 'ABSENT' else 'VALID' end,
                   '\\x00000000000000000000000000000000000000000000000000'::bytea,
                   case when f.name is null and n %% 10 = 1 then null
                        else coalesce(f.person_token, '\\x01'::bytea || uuid_send(gen_random_uuid())) end,
                   '50010210' || lpad((random() * 400)::int::text, 4, '0'), 21000, true
              from generate_series(1, %d) n
              join (select *, row_number() over () - 1 as place from beneficiary_batch) b on b.place = n %% 27
              left join found f on n %% 100 = 0 and f.place = n / 100,
                   lateral (select surname[1 + (random() * 99)::int] || character[1 + (random() * 59)::int]
                                   || character[1 + (random() * 59)::int + 0 * n] as name from given) as named
            """.formatted(ROWS),
            "vacuum analyze");

    private static final String BARE_JOIN = """
            select count(*) from relative r join beneficiary b on b.person_token = r.person_token where r.in_force and b.endorsed
            """;

    private static final String ASK = """
            with run as (
                insert into matching_run (id, county_code, unit_id, scope, trigger, created_at)
                select ?, county_code, id, 'COUNTY', 'SCHEDULE', now() from unit where kind = 'COUNTY' returning id),
            wanted as (
                insert into job (id, kind, state, queued_at) select id, 'matching.run', 'QUEUED', now() from run returning id, kind)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select kind, id::text, now(), false, 1 from wanted
            """;
    private static final String ENDED = """
            select j.state, extract(epoch from j.finished_at - j.started_at), m.candidate_pairs, m.certain_hits, m.probable_hits,
                   m.possible_hits, m.new_matches
              from job j join matching_run m on m.id = j.id where j.id = ? and j.finished_at is not null
            """;

    private MatchBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        run();
    }

    static void run() throws IOException, InterruptedException, SQLException {
        var data = Files.createTempDirectory("qinqing-match-");
        try (var server = ServerProcess.start(data, List.of("-Xmx1g"));
                var connection = connect(data, server.log())) {
            fill(connection);
            print("%,d relatives, %,d rows", RELATIVES, ROWS);
            var joins = new ArrayList<Double>();
            var runs = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                joins.add(bareJoin(connection));
                runs.add(matchingRun(connection, round));
                print("bare hash join %.3f s", joins.getLast());
            }
            var stages = exactStages(server.log());
            var ratio = median(stages) / median(joins);
            print(
                    "median: bare hash join %.3f s, exact stage %.3f s, whole run with publication and tasks %.3f s",
                    median(joins), median(stages), median(runs));
            print(
                    "exact stage = %.2f x the bare hash join (to reach: at most %.0f) %s; whole run = %.2f x",
                    ratio, BAR, ratio <= BAR ? "reached" : "MISSED", median(runs) / median(joins));
            print("server: %d MiB resident", server.residentMemory() >> 20);
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var step : COUNTY) {
                statement.execute(step);
            }
        }
    }

    /** Candidates, scores and staging, as the server timed them. */
    private static List<Double> exactStages(Path log) throws IOException {
        return COMPARED.matcher(Files.readString(log))
                .results()
                .map(found -> Integer.parseInt(found.group(2)) / 1e3)
                .toList();
    }

    private static double bareJoin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set enable_nestloop = off");
            statement.execute("set enable_mergejoin = off");
            long begun = System.nanoTime();
            statement.executeQuery(BARE_JOIN).next();
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static double matchingRun(Connection connection, int round) throws SQLException, InterruptedException {
        var run = UUID.randomUUID();
        try (var ask = connection.prepareStatement(ASK)) {
            ask.setObject(1, run);
            ask.executeUpdate();
        }
        long until = System.nanoTime() + RUN_WITHIN.toNanos();
        while (System.nanoTime() < until) {
            Thread.sleep(100);
            try (var question = connection.prepareStatement(ENDED)) {
                question.setObject(1, run);
                var row = question.executeQuery();
                if (row.next()) {
                    if (!row.getString(1).equals("SUCCEEDED")) {
                        throw new IllegalStateException("the run ended " + row.getString(1));
                    }
                    print(
                            "run %d: %.3f s, %,d pairs, %,d certain, %,d probable, %,d possible, %,d new",
                            round,
                            row.getDouble(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7));
                    return row.getDouble(2);
                }
            }
        }
        throw new IllegalStateException("the run did not end");
    }

    private static Connection connect(Path data, Path log) throws IOException, SQLException {
        var address = ADDRESS.matcher(Files.readString(log));
        if (!address.find()) {
            throw new IOException("the server did not say where its database is, see " + log);
        }
        var password = Files.readString(data.resolve("postgresql.password")).strip();
        var connection = DriverManager.getConnection(address.group(1), "qinqing", password);
        try (var statement = connection.createStatement()) {
            statement.execute("set qinqing.tenant = 'HOUSE::::'");
        }
        return connection;
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
