package qinqing.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import qinqing.demo.ServerProcess;
import qinqing.verify.SmallCounty.Caller;
import qinqing.verify.SmallCounty.Seat;

/**
 * {@code ./qinqing bench tenant} (P4): the same requests to two servers in turns, one whose database is told the tenant and asks its
 * policies, one whose database has them switched off and is told nothing. wrk drives them where it is installed.
 */
public final class TenantOverhead {
    private static final int ROUNDS = 5;
    private static final int CONNECTIONS = 16;
    private static final Duration WARMING = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(4);
    private static final double AT_LEAST = 0.90;
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec:\\s*([0-9.]+)");

    private TenantOverhead() {}

    private record Arm(ServerProcess server, SmallCounty county) {}

    public static void run() throws IOException, InterruptedException, SQLException {
        var folder = Files.createTempDirectory("qinqing-tenant-");
        try (var with = ServerProcess.start(folder.resolve("with"), options(true));
                var without = ServerProcess.start(folder.resolve("without"), options(false));
                var policed = new SmallCounty(folder.resolve("with"));
                var bare = new SmallCounty(folder.resolve("without"))) {
            open(bare);
            measure(
                    "one row, a session",
                    "/beneficiaries/",
                    "beneficiaryId",
                    new Arm(with, policed),
                    new Arm(without, bare));
            measure("one row, a statement", "/matches/", "matchId", new Arm(with, policed), new Arm(without, bare));
        }
        Authorization.remove(folder);
    }

    private static List<String> options(boolean told) {
        return List.of(
                "-Xmx384m",
                "-Dqinqing.tenant.told=" + told,
                "-Dqinqing.rate-limit.default.calls=100000000",
                "-Dqinqing.first-admin.password=" + Tokens.FIRST_PASSWORD);
    }

    private static void open(SmallCounty county) throws SQLException {
        county.run("""
                do $$ declare policed text; begin
                    for policed in select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity loop
                        execute format('alter table %I no force row level security, disable row level security', policed);
                    end loop;
                end $$""");
    }

    private static void measure(String what, String path, String thing, Arm with, Arm without)
            throws IOException, InterruptedException {
        var told = new ArrayList<Double>();
        var untold = new ArrayList<Double>();
        warm(with, path, thing);
        warm(without, path, thing);
        for (int round = 0; round < ROUNDS; round++) {
            told.add(rate(with, path, thing, MEASURED));
            untold.add(rate(without, path, thing, MEASURED));
        }
        double ratio = median(told) / median(untold);
        System.out.printf(
                Locale.ROOT,
                "%-22s with policies and tenant %,.0f/s, without %,.0f/s: %.0f %% (bar: %.0f %%) %s%n",
                what,
                median(told),
                median(untold),
                100 * ratio,
                100 * AT_LEAST,
                ratio >= AT_LEAST ? "ok" : "MISSED");
    }

    /** A cold server may refuse some; that is not what is measured. */
    private static void warm(Arm arm, String path, String thing) throws InterruptedException {
        try {
            rate(arm, path, thing, WARMING);
        } catch (IOException busy) {
            Thread.sleep(1_000);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double rate(Arm arm, String path, String thing, Duration time)
            throws IOException, InterruptedException {
        var address = URI.create(arm.server().address() + "/api/v1" + path
                + arm.county().things().get(thing));
        var token = "Bearer " + arm.county().token(new Caller("CLERK", Seat.OWN));
        expectFound(address, token);
        for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            var wrk = Path.of(folder, "wrk");
            if (Files.isExecutable(wrk)) {
                return byWrk(wrk, address, token, time);
            }
        }
        return byClient(address, token, time);
    }

    private static void expectFound(URI address, String token) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            int status = client.send(request(address, token), BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IOException(address.getPath() + " answers " + status);
            }
        }
    }

    private static double byWrk(Path wrk, URI address, String token, Duration time)
            throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        wrk.toString(),
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + time.toSeconds() + "s",
                        "-H",
                        "Authorization: " + token,
                        address.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var rate = PER_SECOND.matcher(said);
        if (said.contains("Non-2xx") || !rate.find()) {
            throw new IOException("wrk says: " + said);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static double byClient(URI address, String token, Duration time) throws InterruptedException {
        var answers = new AtomicLong();
        long begun = System.nanoTime();
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.submit(() -> {
                    while (System.nanoTime() - begun < time.toNanos()) {
                        client.send(request(address, token), BodyHandlers.discarding());
                        answers.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        return answers.get() * 1e9 / (System.nanoTime() - begun);
    }

    private static HttpRequest request(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", token).build();
    }
}
