package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import qinqing.demo.ServerProcess;
import qinqing.launch.EmbeddedDatabase;

/** Two servers share one database and its jobs; one at a time is killed or frozen in the middle of matching runs (R3). */
final class KilledWorkers {
    /** A named subset of the short form's 20, one of them frozen. */
    private static final int BLOWS = 3;

    private static final int BLOWS_IN_FULL = 200;
    private static final int LISTS = 6;
    private static final Duration FROZEN = Duration.ofSeconds(15);
    private static final Duration FROZEN_IN_FULL = Duration.ofSeconds(60);
    private static final Duration RESUMED_WITHIN = Duration.ofSeconds(10);
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(3);

    private static final String[] COUNTY = {"""
        insert into programme (id, county_code, unit_id, name, kind, starts_on, created_at)
        select gen_random_uuid(), county_code, id, '补助' || n, 'FUND', date '2026-01-01', now()
          from unit, generate_series(1, %d) n where kind = 'COUNTY'
        """.formatted(LISTS), """
        insert into beneficiary_batch (id, county_code, unit_id, programme_id, file_name, file_format, content_digest, status,
                                       endorsed_by, endorsed_at, created_by, created_at)
        select gen_random_uuid(), county_code, unit_id, id, '名单.csv', 'CSV', uuid_send(id), 'ENDORSED', id, now(), id, now()
          from programme
        """, """
        insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                              person_token, created_at)
        select gen_random_uuid(), county_code, id, '干部' || n, '干部' || n, 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '科员', '\\x01',
               '\\x01'::bytea || decode(md5('official' || n), 'hex'), now()
          from unit, generate_series(1, 1500) n where kind = 'COUNTY'
        """, """
        insert into declaration (id, county_code, official_id, unit_id, number, status, content_sealed, submitted_at, pledged_at,
                                 signing_rule, endorsed_by, endorsed_at, entered_by, entered_at, in_force, created_at)
        select gen_random_uuid(), county_code, id, unit_id, 1, 'ENTERED', '\\x01', now(), now(), 'A5.3',
               coalesce(lag(id) over (order by id), (select max(id::text)::uuid from official)), now(), id, now(), true, now()
          from official
        """, """
        insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, name, name_key, sex,
                              id_number_sealed, person_token, in_force)
        select gen_random_uuid(), county_code, unit_id, id, official_id, n, 'OWN_SIBLING', '村民' || n || right(id::text, 4),
               '村民' || n || right(id::text, 4), 'MALE', '\\x01', '\\x01'::bytea || decode(md5(id || ' ' || n), 'hex'), true
          from declaration, generate_series(1, 20) n
        """, """
        insert into beneficiary (id, county_code, unit_id, programme_id, batch_id, row_number, role, name, name_key, id_state,
                                 id_number_sealed, person_token, endorsed)
        select gen_random_uuid(), b.county_code, b.unit_id, b.programme_id, b.id, n, 'NATURAL_PERSON', coalesce(r.name, '居民' || n),
               coalesce(r.name, '居民' || n), 'VALID', '\\x01',
               coalesce(r.person_token, '\\x01'::bytea || decode(md5(b.id || ' ' || n), 'hex')), true
          from beneficiary_batch b
          cross join generate_series(1, 25000) n
          left join (select name, person_token, row_number() over (order by id) as place from relative) r
                 on n %% 20 = 0 and r.place = n
        """.replace("%%", "%"), "analyze"
    };

    private static final String ASK = """
            with run as (
                insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at)
                values ('%s', (select county_code from unit where kind = 'COUNTY'), (select id from unit where kind = 'COUNTY'),
                        '%s', %s, 'SCHEDULE', now()) returning id),
            wanted as (
                insert into job (id, kind, state, queued_at) select id, 'matching.run', 'QUEUED', now() from run returning id, kind)
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            select kind, id::text, now(), false, 1 from wanted
            """;

    private static final String HITS = """
            select beneficiary_id || ' ' || official_id || ' ' || relative_name_key || ' ' || kinship || ' ' || band || ' ' || status
              from match order by 1
            """;
    private static final String IN_HAND = """
            select j.id, j.attempt from job j join scheduled_tasks s on s.task_instance = j.id::text and s.task_name = j.kind
             where j.state = 'RUNNING' and s.picked and s.picked_by like 'qinqing-%d-%%'
            """;

    private final Rows rows;
    private final Random chance;
    private final Path data;
    private final Database database;
    private final List<String> options;
    private final List<ServerProcess> servers = new ArrayList<>();
    private List<String> hits = List.of();
    private int runs;
    private int interrupted;
    private Duration slowest = Duration.ZERO;

    private KilledWorkers(Rows rows, Random chance, Path folder, EmbeddedDatabase postgres) {
        this.rows = rows;
        this.chance = chance;
        this.data = folder.resolve("server");
        this.database = new Database(folder);
        this.options = Town.options("-Dqinqing.jobs.threads=1");
        options.addAll(Town.databaseAt(postgres.port(), postgres.password()));
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var folder = Files.createTempDirectory("qinqing-workers-");
        try (var postgres = EmbeddedDatabase.start(folder, true)) {
            var workers = new KilledWorkers(rows, new Random(options.seed()), folder, postgres);
            try {
                workers.run(options.killsOr(BLOWS, BLOWS_IN_FULL), options.full() ? FROZEN_IN_FULL : FROZEN);
            } finally {
                workers.servers.forEach(ServerProcess::close);
            }
        } finally {
            Town.delete(folder);
        }
    }

    private void run(int blows, Duration frozen) throws Exception {
        servers.add(ServerProcess.start(data, options));
        servers.add(ServerProcess.start(data, options));
        database.execute(COUNTY);
        ask();
        awaitEnd();
        hits = database.list(HITS, List::getFirst);
        rows.expect(hits.size() > 100, "the undisturbed runs found %d hits only".formatted(hits.size()));
        var freezes = 0;
        for (var blow = 1; blow <= blows; blow++) {
            database.execute("truncate match cascade");
            ask();
            var freeze = blow % 3 == 2;
            freezes += freeze ? 1 : 0;
            strike(freeze, frozen);
            awaitEnd();
            check(blow);
        }
        rows.row(
                "R3",
                "%d blows%s, %d of them a freeze of %d s: %d runs ended, %d interrupted, resumed after %.1f s at most by a later "
                        + "attempt; results equal to the undisturbed ones; %d writes of dead attempts refused",
                blows,
                blows < 20 ? " (subset for CI)" : "",
                freezes,
                frozen.toSeconds(),
                runs,
                interrupted,
                slowest.toMillis() / 1000.0,
                Files.readString(data.resolve("server.log")).split(" is over\"", -1).length - 1);
        rows.expect(interrupted > 0, "no run was interrupted");
    }

    /** The whole county and each list. */
    private void ask() throws SQLException, IOException {
        var batches = database.list("select id from beneficiary_batch order by id", List::getFirst);
        database.execute(ASK.formatted(UUID.randomUUID(), "COUNTY", "null"));
        for (var batch : batches) {
            database.execute(ASK.formatted(UUID.randomUUID(), "BATCH", "'" + batch + "'"));
        }
        runs += batches.size() + 1;
    }

    private void strike(boolean freeze, Duration frozen) throws Exception {
        var place = chance.nextInt(2);
        Map<String, Integer> inHand = Map.of();
        for (var tries = 0; inHand.isEmpty() && tries < 2000; tries++) {
            Thread.sleep(10 + chance.nextInt(30));
            inHand = inHand(servers.get(place));
            place = inHand.isEmpty() ? 1 - place : place;
        }
        var victim = servers.get(place);
        Database.signal(freeze ? "STOP" : "KILL", List.of(Long.toString(victim.pid())));
        var struck = Instant.now();
        inHand = inHand(victim);
        interrupted += inHand.size();
        awaitResumed(inHand, struck);
        if (freeze) {
            var left = frozen.minus(Duration.between(struck, Instant.now()));
            Thread.sleep(left.isNegative() ? Duration.ZERO : left);
            Database.signal("CONT", List.of(Long.toString(victim.pid())));
        } else {
            victim.kill();
            servers.set(place, ServerProcess.start(data, options));
        }
    }

    /** The attempts it is at, by run. */
    private Map<String, Integer> inHand(ServerProcess server) throws SQLException, IOException {
        var found = new HashMap<String, Integer>();
        for (var job : database.list(IN_HAND.formatted(server.pid()), row -> row)) {
            found.put(job.getFirst(), Integer.valueOf(job.getLast()));
        }
        return found;
    }

    private void awaitResumed(Map<String, Integer> inHand, Instant struck) throws Exception {
        for (var job : inHand.entrySet()) {
            var resumed = "select count(*) from job where id = '%s' and (attempt > %d or finished_at is not null)"
                    .formatted(job.getKey(), job.getValue());
            while (database.count(resumed) == 0
                    && Duration.between(struck, Instant.now()).compareTo(RESUMED_WITHIN.multipliedBy(3)) < 0) {
                Thread.sleep(50);
            }
            var took = Duration.between(struck, Instant.now());
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            Machine.expect(
                    rows,
                    took.compareTo(RESUMED_WITHIN) <= 0,
                    "run %s was taken up after %d ms only".formatted(job.getKey(), took.toMillis()));
        }
    }

    private void awaitEnd() throws Exception {
        var deadline = Instant.now().plus(ENDED_WITHIN);
        while (database.count("select count(*) from job where finished_at is null") > 0
                && Instant.now().isBefore(deadline)) {
            Thread.sleep(100);
        }
    }

    private void check(int blow) throws SQLException, IOException {
        rows.expect(
                database.count("select count(*) from job where state <> 'SUCCEEDED'") == 0,
                "a run did not succeed after blow " + blow);
        rows.expect(
                hits.equals(database.list(HITS, List::getFirst)),
                "the hits after blow %d are not those of undisturbed runs".formatted(blow));
        rows.expect(
                database.count("select count(*) from staged_hit") == 0, "staged hits were left behind by blow " + blow);
        rows.expect(
                database.count(
                                "select count(*) from match m join matching_run r on r.id = m.run_id where r.published_at is null")
                        == 0,
                "hits of a run that was not published, blow " + blow);
        rows.expect(database.count("""
                        select count(distinct (certain_hits, probable_hits, possible_hits)) from matching_run where scope = 'COUNTY'
                        """) == 1, "two runs of the county counted different hits, blow " + blow);
        rows.expect(
                database.count("select count(*) from verification") == hits.size(),
                "not one task for each hit after blow " + blow);
    }
}
