package qinqing.verify.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import qinqing.verify.Rows;
import qinqing.verify.VerifyOptions;

/**
 * {@code verify parsers} (S5): Jazzer looks, guided by coverage, for an input that a parser does not expect. The same tests
 * replay the inputs kept beside them in every build. {@code --calls N} is seconds for each instead of 5 or 600.
 */
public final class Parsers {

    private static final int SECONDS = 5;
    private static final int SECONDS_IN_FULL = 600;
    private static final int AT_ONCE = 2;
    private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");

    private record Target(String test, String method) {}

    private record Outcome(Target target, int exit, long runs, String output) {}

    private static final List<Target> TARGETS = List.of(
            new Target("qinqing.kernel.IdNumberFuzzTest", "idNumber"),
            new Target("qinqing.http.CursorFuzzTest", "cursor"),
            new Target("qinqing.http.VersionFuzzTest", "ifMatch"),
            new Target("qinqing.token.TokenFuzzTest", "token"),
            new Target("qinqing.vault.EnvelopeFuzzTest", "envelope"),
            new Target("qinqing.spreadsheet.SpreadsheetFuzzTest", "csv"),
            new Target("qinqing.spreadsheet.SpreadsheetFuzzTest", "xlsx"),
            new Target("qinqing.spreadsheet.SpreadsheetFuzzTest", "sheet"));

    private Parsers() {}

    public static void run(VerifyOptions options, Rows rows) throws Exception {
        var seconds = options.callsOr(SECONDS, SECONDS_IN_FULL);
        var folder = Files.createTempDirectory("qinqing-parsers-");
        var runs = 0L;
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            var begun = TARGETS.stream()
                    .map(target -> pool.submit((Callable<Outcome>) () -> fuzz(target, seconds, options.seed(), folder)))
                    .toList();
            for (Future<Outcome> one : begun) {
                var outcome = one.get();
                runs += outcome.runs();
                rows.say("%s: %,d inputs".formatted(outcome.target().method(), outcome.runs()));
                rows.expect(
                        outcome.exit() == 0 && outcome.runs() > 0,
                        outcome.target() + " ended with " + outcome.exit() + System.lineSeparator() + outcome.output());
            }
        } finally {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        rows.row(
                "S5",
                "%d parsers, %d s each, %,d inputs: none met something unexpected",
                TARGETS.size(),
                seconds,
                runs);
    }

    private static Outcome fuzz(Target target, int seconds, long seed, Path folder)
            throws IOException, InterruptedException {
        var home = Files.createDirectories(folder.resolve(target.method()));
        var log = home.resolve("log");
        var exit = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+EnableDynamicAgentLoading",
                        "-Djava.io.tmpdir=" + home,
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.test(),
                        "--target_method=" + target.method(),
                        "--instrumentation_includes=qinqing.**",
                        "-max_total_time=" + seconds,
                        "-timeout=10",
                        "-rss_limit_mb=3000",
                        "-seed=" + (1 + seed))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        var output = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        var runs = RUNS.matcher(output);
        return new Outcome(
                target,
                exit,
                runs.find() ? Long.parseLong(runs.group(1)) : 0,
                output.substring(Math.max(0, output.length() - 1_500)));
    }

    /** Jazzer works in a folder of its own. */
    private static String absolute(String classPath) {
        return java.util.Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .map(entry -> entry.endsWith("*")
                        ? Path.of(entry.substring(0, entry.length() - 1)).toAbsolutePath() + "/*"
                        : Path.of(entry).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    }
}
