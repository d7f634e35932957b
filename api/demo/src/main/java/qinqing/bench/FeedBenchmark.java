package qinqing.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import qinqing.demo.ServerProcess;
import qinqing.launch.EmbeddedDatabase;

/**
 * The public feed against a plain endpoint that gives bytes of the same length, in the same process and in turns: a page of 50
 * notices, and the answer 304 to a reader who holds it. wrk drives it where it is installed, a few sockets otherwise.
 */
final class FeedBenchmark {
    private static final int NOTICES = 2_000;
    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 32;
    private static final Duration WARMING = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final double FEED_AT_LEAST = 0.70;
    private static final double NOT_MODIFIED_AT_LEAST = 0.85;
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s*([0-9.]+)");

    private static final List<String> COUNTY = List.of(
            """
            insert into programme (id, county_code, unit_id, name, kind, starts_on, created_at)
            select '00000000-0000-0001-0000-000000000001', county_code, id, '2026年农村危房改造补助', 'FUND', date '2026-01-01', now()
            from unit where kind = 'COUNTY'
            """,
            """
            insert into beneficiary (id, county_code, unit_id, programme_id, row_number, role, name, name_key, id_state, endorsed)
            select gen_random_uuid(), county_code, unit_id, id, n, 'NATURAL_PERSON', '村民' || n, '村民' || n, 'ABSENT', true
            from programme, generate_series(1, %d) as n
            """.formatted(NOTICES),
            """
            insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, id_number_sealed,
                                  person_token, created_at)
            select gen_random_uuid(), county_code, unit_id, '田守正', '田守正', 'MALE', 'PARTY_MEMBER', 'SECTION_STAFF', '科员', '\\x01',
                   '\\x01', now()
            from programme
            """,
            """
            insert into match (id, county_code, unit_id, source, beneficiary_id, official_id, official_unit_id, programme_id,
                               relative_name_key, kinship, band, probability, evidence, sentence, own_sphere, status, seen_at, created_at)
            select gen_random_uuid(), b.county_code, b.unit_id, 'SELF', b.id, o.id, b.unit_id, b.programme_id, '田守正', 'SELF', 'CERTAIN',
                   1, '[]', '公民身份号码一致', false, 'COMPLIANT', now(), now()
            from beneficiary b, official o
            """,
            """
            insert into verification (id, county_code, unit_id, match_id, owner_id, round, cause, status, due_on, due_because, finding,
                                      found_by, signed_by, created_at)
            select gen_random_uuid(), county_code, unit_id, id, id, 1, 'HIT', 'CLOSED', current_date, '', 'COMPLIANT', id, unit_id, now()
            from match
            """,
            """
            insert into site (id, county_code, unit_id, kind, name, created_at)
            select gen_random_uuid(), county_code, id, 'PHYSICAL', '公开栏' || n, now()
            from unit, generate_series(1, 3) as n where kind = 'COUNTY'
            """,
            """
            insert into notice (id, county_code, number, unit_id, form, benefit_kind, status, title, required_days, inspection_hotline,
                                unit_hotline, published_at, edition_at, content_digest, created_by, created_at, changed_at)
            select id, county_code, '500102-2026-' || row_number() over (), unit_id, 'SINGLE', 'FUND', 'DISPLAYED',
                   '涪陵区关于2026年农村危房改造补助的公示', 7, '023-00000000', '023-00000001', now() - random() * interval '3 days',
                   now(), decode(repeat('ab', 32), 'hex'), id, now(), now()
            from match
            """,
            """
            insert into notice_row (id, county_code, unit_id, notice_id, position, match_id, verification_id, beneficiary_role,
                                    beneficiary_name, programme_name, amount, place, official_name, official_post, kinship_title)
            select gen_random_uuid(), m.county_code, m.unit_id, m.id, 1, m.id, v.id, 'NATURAL_PERSON', '村民', '2026年农村危房改造补助', 21000,
                   '新妙镇两桂村', '田守正', '新妙镇民政和社会事务办公室科员', '本人'
            from match m join verification v on v.match_id = m.id
            """,
            """
            insert into notice_site (id, county_code, unit_id, notice_id, site_id, reasons)
            select gen_random_uuid(), n.county_code, n.unit_id, n.id, s.id, '{OFFICIAL_UNIT}' from notice n, site s
            """,
            "insert into publicity_change (county_code, version) values ('500102', 1) on conflict (county_code) do update set version = 2",
            "analyze");

    private final URI server;
    private final boolean wrk;

    private FeedBenchmark(URI server) {
        this.server = server;
        this.wrk = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(java.nio.file.Path.of(folder, "wrk")));
    }

    public static void main(String... args) throws IOException, InterruptedException, SQLException {
        run();
    }

    static void run() throws IOException, InterruptedException, SQLException {
        var folder = Files.createTempDirectory("qinqing-feed-");
        try (var database = EmbeddedDatabase.start(folder, true);
                var process = ServerProcess.start(folder.resolve("server"), options(database))) {
            seed(database);
            new FeedBenchmark(process.address()).measure();
        }
    }

    private static List<String> options(EmbeddedDatabase database) {
        return List.of(
                "-Xmx512m",
                "-Dqinqing.bench=true",
                "-Dqinqing.rate-limit.default.calls=1000000000",
                "-Dqinqing.rate-limit.public.calls=1000000000",
                "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                "-Dquarkus.datasource.reactive.url=" + database.reactiveUrl(),
                "-Dquarkus.datasource.username=" + database.login(),
                "-Dquarkus.datasource.password=" + database.password());
    }

    private static void seed(EmbeddedDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var sql : COUNTY) {
                statement.execute(sql);
            }
        }
    }

    private void measure() throws IOException, InterruptedException {
        var feed = server.resolve("/api/v1/public/notices");
        Thread.sleep(1000); // until the server has noticed the change
        var answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(feed).build(), BodyHandlers.ofByteArray());
        var etag = answer.headers().firstValue("ETag").orElseThrow();
        var plain = server.resolve("/bench/plain?bytes=" + answer.body().length);
        System.out.printf(
                Locale.ROOT,
                "public feed: 50 of %d notices, %d bytes, %d connections, driven by %s%n",
                NOTICES,
                answer.body().length,
                CONNECTIONS,
                wrk ? "wrk" : "sockets");
        for (var target : List.of(plain, feed)) {
            perSecond(target, null, WARMING);
        }
        perSecond(feed, etag, WARMING);
        var plains = new ArrayList<Double>();
        var feeds = new ArrayList<Double>();
        var held = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            plains.add(perSecond(plain, null, MEASURED));
            feeds.add(perSecond(feed, null, MEASURED));
            held.add(perSecond(feed, etag, MEASURED));
        }
        double base = median(plains);
        System.out.printf(Locale.ROOT, "%-24s %9.0f /s%n", "plain JSON endpoint", base);
        line("feed", median(feeds), base, FEED_AT_LEAST);
        line("feed, 304", median(held), base, NOT_MODIFIED_AT_LEAST);
    }

    private static void line(String name, double perSecond, double base, double atLeast) {
        double ratio = perSecond / base;
        System.out.printf(
                Locale.ROOT,
                "%-24s %9.0f /s   %5.0f %% of plain (at least %.0f %%: %s)%n",
                name,
                perSecond,
                ratio * 100,
                atLeast * 100,
                ratio >= atLeast ? "met" : "NOT MET");
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private double perSecond(URI target, @org.jspecify.annotations.Nullable String held, Duration time)
            throws IOException, InterruptedException {
        return wrk ? byWrk(target, held, time) : bySockets(target, held, time);
    }

    private static double byWrk(URI target, @org.jspecify.annotations.Nullable String held, Duration time)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("wrk", "-t", "1", "-c", Integer.toString(CONNECTIONS), "-d", time.toSeconds() + "s"));
        if (held != null) {
            command.addAll(List.of("-H", "If-None-Match: " + held));
        }
        command.add(target.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var found = PER_SECOND.matcher(said);
        if (!found.find() || (held == null && said.contains("Non-2xx"))) {
            throw new IOException("wrk said: " + said);
        }
        return Double.parseDouble(found.group(1));
    }

    private static double bySockets(URI target, @org.jspecify.annotations.Nullable String held, Duration time)
            throws InterruptedException {
        var request = ("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                        .formatted(
                                target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery()),
                                target.getAuthority(),
                                held == null ? "" : "If-None-Match: " + held + "\r\n"))
                .getBytes(StandardCharsets.US_ASCII);
        var answers = new AtomicLong();
        long end = System.nanoTime() + time.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CONNECTIONS; i++) {
            threads.add(Thread.ofVirtual().start(() -> ask(target, request, end, answers)));
        }
        for (var thread : threads) {
            thread.join();
        }
        return answers.get() / (time.toNanos() / 1e9);
    }

    private static void ask(URI target, byte[] request, long end, AtomicLong answers) {
        try (var socket = new Socket(target.getHost(), target.getPort())) {
            var out = socket.getOutputStream();
            var in = new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16);
            while (System.nanoTime() < end) {
                out.write(request);
                out.flush();
                skipAnswer(in);
                answers.incrementAndGet();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void skipAnswer(InputStream in) throws IOException {
        long length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
