package qinqing.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import qinqing.demo.ServerProcess;
import qinqing.launch.EmbeddedDatabase;

/**
 * One clearance question against 100 000 rows, 150 000 relatives and 1 000 hits: first as many as the server takes, then half of that
 * at fixed moments, where an answer is timed from the moment it should have been asked for and not from when it was.
 */
final class ClearanceBenchmark {
    private static final int ROWS = 100_000;
    private static final int HITS = 1_000;
    private static final int CALLERS = 16;
    private static final Duration WARMING = Duration.ofSeconds(10);
    private static final Duration FULL = Duration.ofSeconds(10);
    private static final Duration HALF = Duration.ofSeconds(20);
    private static final double P99_AT_MOST_MILLIS = 50;
    private static final UUID CLIENT = new UUID(1, 3);
    private static final String SECRET = "a secret of the benchmark only";

    private static final UUID PROGRAMME = new UUID(1, 1);
    private static final UUID BATCH = new UUID(1, 2);

    private static final List<String> COUNTY = List.of(
            """
            insert into programme (id, county_code, unit_id, name, kind, starts_on, created_at)
            select '%s', county_code, id, '临时救助', 'FUND', date '2026-01-01', now() from unit where kind = 'COUNTY'
            """.formatted(PROGRAMME),
            """
            insert into beneficiary_batch (id, county_code, unit_id, programme_id, file_name, file_format, content_digest, status,
                                           endorsed_by, endorsed_at, created_by, created_at)
            select '%s', county_code, unit_id, id, '名单.csv', 'CSV', '\\x01', 'ENDORSED', id, now(), id, now()
            from programme where id = '%s'
            """.formatted(BATCH, PROGRAMME),
            """
            insert into beneficiary (id, county_code, unit_id, programme_id, batch_id, row_number, role, name, name_key, id_state,
                                     id_number_sealed, person_token, endorsed)
            select gen_random_uuid(), b.county_code, b.unit_id, b.programme_id, b.id, n, 'NATURAL_PERSON', '村民' || n %% 20000,
                   '村民' || n %% 20000, 'VALID', '\\x01', '\\x01'::bytea || decode(md5('row' || n), 'hex'), true
            from beneficiary_batch b, generate_series(1, %d) as n where b.id = '%s'
            """.formatted(ROWS, BATCH),
            """
            insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                                  person_token, created_at)
            select gen_random_uuid(), county_code, unit_id, '田守正', '田守正', 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '科员', '\\x01',
                   '\\x01'::bytea || decode(md5('official' || n), 'hex'), now()
            from programme, generate_series(1, 10000) as n where id = '%s'
            """.formatted(PROGRAMME),
            """
            insert into declaration (id, county_code, official_id, unit_id, number, status, content_sealed, submitted_at, pledged_at,
                                     signing_rule, endorsed_by, endorsed_at, entered_by, entered_at, in_force, created_at)
            select gen_random_uuid(), o.county_code, o.id, o.unit_id, 1, 'ENTERED', '\\x01', now(), now(), 'A5.3', s.id, now(), s.id,
                   now() - interval '1 day', true, now()
            from official o
            join lateral (select x.id from official x where x.id <> o.id limit 1) s on true
            """,
            """
            insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, name, name_key, sex,
                                  id_number_sealed, person_token, in_force)
            select gen_random_uuid(), d.county_code, d.unit_id, d.id, d.official_id, n, 'SPOUSE', '村民' || (random() * 20000)::int,
                   '村民' || (random() * 20000)::int, 'FEMALE', '\\x01',
                   '\\x01'::bytea || decode(md5(d.id || ' ' || n), 'hex'), true
            from declaration d, generate_series(1, 15) as n
            """,
            """
            insert into matching_run (id, county_code, unit_id, scope, subject_id, trigger, created_at, published_at)
            select gen_random_uuid(), county_code, unit_id, 'BATCH', id, 'BATCH_ENDORSED', endorsed_at, now()
            from beneficiary_batch
            """,
            """
            insert into match (id, county_code, unit_id, source, beneficiary_id, official_id, official_unit_id, programme_id,
                               relative_name_key, kinship, band, probability, evidence, sentence, own_sphere, status, seen_at, created_at)
            select gen_random_uuid(), b.county_code, b.unit_id, 'SELF', b.id, o.id, b.unit_id, b.programme_id, '田守正', 'SELF', 'CERTAIN',
                   0.999, '[]', '公民身份号码一致', false, 'COMPLIANT', now(), now()
            from beneficiary b join lateral (select id from official limit 1) o on true where b.row_number %% %d = 0
            """.formatted(ROWS / HITS),
            """
            insert into verification (id, county_code, unit_id, match_id, owner_id, round, cause, status, due_on, due_because, finding,
                                      found_by, signed_by, created_at)
            select gen_random_uuid(), county_code, unit_id, id, id, 1, 'HIT', 'CLOSED', current_date, '', 'COMPLIANT', id, unit_id, now()
            from match
            """,
            """
            insert into notice (id, county_code, number, unit_id, form, benefit_kind, status, title, required_days, inspection_hotline,
                                unit_hotline, published_at, edition_at, content_digest, full_days, completed_at, created_by, created_at,
                                changed_at)
            select id, county_code, '500102-2026-' || row_number() over (), unit_id, 'SINGLE', 'FUND', 'COMPLETED', '公示', 7, '', '', now(),
                   now(), '\\x01', 7, now(), id, now(), now()
            from match
            """,
            """
            insert into notice_row (id, county_code, unit_id, notice_id, position, match_id, verification_id, beneficiary_role, beneficiary_name, programme_name, place,
                                    official_name, official_post, kinship_title)
            select gen_random_uuid(), m.county_code, m.unit_id, m.id, 1, m.id, v.id, 'NATURAL_PERSON', '村民', '临时救助', '两桂村', '田守正', '科员', '本人'
            from match m join verification v on v.match_id = m.id
            """,
            "analyze");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Random chance = new Random(20180901);
    private final AtomicInteger wrong = new AtomicInteger();
    private final URI server;
    private final String token;

    private ClearanceBenchmark(URI server) throws IOException, InterruptedException {
        this.server = server;
        this.token = token();
    }

    public static void main(String... args) throws IOException, InterruptedException, SQLException {
        run();
    }

    static void run() throws IOException, InterruptedException, SQLException {
        var folder = Files.createTempDirectory("qinqing-clearance-");
        try (var database = EmbeddedDatabase.start(folder, true);
                var process = ServerProcess.start(folder.resolve("server"), options(database))) {
            seed(database);
            new ClearanceBenchmark(process.address()).measure(process.log());
        }
    }

    private static List<String> options(EmbeddedDatabase database) {
        return List.of(
                "-Xmx512m",
                "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                "-Dquarkus.datasource.reactive.url=" + database.reactiveUrl(),
                "-Dquarkus.datasource.username=" + database.login(),
                "-Dquarkus.datasource.password=" + database.password(),
                "-Dqinqing.rate-limit.clearance.calls=100000000");
    }

    private static void seed(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            for (var sql : COUNTY) {
                statement.execute(sql);
            }
            try (var insert = connection.prepareStatement("""
                    insert into api_client (id, county_code, name, unit_id, secret_hash, scopes, allowed_networks, site_ids, status,
                                            created_at)
                    select ?, county_code, 'bench', id, ?, '{clearances:write}', '{}', '{}', 'ACTIVE', now()
                    from unit where kind = 'COUNTY'
                    """)) {
                insert.setObject(1, CLIENT);
                insert.setBytes(
                        2, MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8)));
                insert.executeUpdate();
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String token() throws IOException, InterruptedException {
        var basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        var answer = client.send(
                HttpRequest.newBuilder(server.resolve("/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        var found = java.util.regex.Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"")
                .matcher(answer.body());
        if (!found.find()) {
            throw new IOException("no token: " + answer.statusCode());
        }
        return found.group(1);
    }

    private void measure(Path log) {
        flood(WARMING);
        double most = flood(FULL) / (double) FULL.toSeconds();
        var times = atFixedMoments(most / 2);
        double p99 = millis(times, 0.99);
        System.out.printf(
                Locale.ROOT,
                "clearance: %d rows, %d hits; at most %.0f answers/s; at %.0f/s p50 %.1f ms, p99 %.1f ms (at most %.0f: %s); wrong answers %d%n",
                ROWS,
                HITS,
                most,
                most / 2,
                millis(times, 0.5),
                p99,
                P99_AT_MOST_MILLIS,
                p99 <= P99_AT_MOST_MILLIS ? "held" : "MISSED",
                wrong.get());
        if (wrong.get() > 0) {
            System.out.println("see " + log);
        }
    }

    /** As many as the callers get through; each asks again when answered. */
    private long flood(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        var answered = new AtomicLong();
        var callers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(next(until, answered));
        }
        callers.forEach(CompletableFuture::join);
        return answered.get();
    }

    private CompletableFuture<Void> next(long until, AtomicLong answered) {
        return System.nanoTime() > until
                ? CompletableFuture.completedFuture(null)
                : ask().thenComposeAsync(answer -> {
                    answered.incrementAndGet();
                    return next(until, answered);
                });
    }

    private long[] atFixedMoments(double perSecond) {
        var times = new ConcurrentLinkedQueue<Long>();
        var open = new ArrayList<CompletableFuture<?>>();
        long begun = System.nanoTime();
        long pause = (long) (1_000_000_000 / perSecond);
        for (long due = begun; due - begun < HALF.toNanos(); due += pause) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long moment = due;
            open.add(ask().thenRun(() -> times.add(System.nanoTime() - moment)));
        }
        open.forEach(CompletableFuture::join);
        return times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private CompletableFuture<HttpResponse<String>> ask() {
        int row = 1 + chance.nextInt(ROWS);
        var grounds = row % (ROWS / HITS) == 0 ? "ALL_CLEARED" : "NO_RELATIVE_FOUND";
        var body = """
                {"reference":"PAY-%d","programmeId":"%s","subject":{"batchId":"%s","rowNumber":%d}}
                """.formatted(row, PROGRAMME, BATCH, row);
        var request = HttpRequest.newBuilder(server.resolve("/api/v1/clearances"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() != 201 || !answer.body().contains(grounds)) {
                wrong.incrementAndGet();
            }
        });
    }

    private static double millis(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) Math.floor(sorted.length * share))] / 1_000_000.0;
    }
}
