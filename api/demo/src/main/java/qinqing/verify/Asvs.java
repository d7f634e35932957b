package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code ./qinqing verify asvs}: every requirement of levels 1 and 2 of the OWASP ASVS 5.0.0 stands in the register, with a test that
 * is really there or a reason (S18).
 */
final class Asvs {

    private static final Path REGISTER = Path.of("api/docs/security/asvs-5.0.md");

    /** The level of each requirement of each section, in their order. */
    private static final String LEVELS = """
            V1.1=22 V1.2=1111122223 V1.3=112222222223 V1.4=222 V1.5=123
            V2.1=122 V2.2=112 V2.3=12223 V2.4=23
            V3.1=3 V3.2=113 V3.3=12223 V3.4=11222233 V3.5=11122333 V3.6=3 V3.7=22333
            V4.1=12233 V4.2=23333 V4.3=22 V4.4=1222
            V5.1=2 V5.2=112333 V5.3=113 V5.4=222
            V6.1=122 V6.2=111111112222 V6.3=11223333 V6.4=112233 V6.5=22222333 V6.6=2223 V6.7=33 V6.8=2222
            V7.1=222 V7.2=1111 V7.3=22 V7.4=11222 V7.5=223 V7.6=22
            V8.1=1233 V8.2=1123 V8.3=133 V8.4=23
            V9.1=111 V9.2=1222
            V10.1=22 V10.2=223 V10.3=22223 V10.4=1111122222233333 V10.5=22222 V10.6=22 V10.7=222
            V11.1=2233 V11.2=22233 V11.3=11233 V11.4=1222 V11.5=23 V11.6=23 V11.7=33
            V12.1=12233 V12.2=11 V12.3=22223
            V13.1=2333 V13.2=222223 V13.3=2233 V13.4=1222233
            V14.1=22 V14.2=12223333 V14.3=122
            V15.1=12233 V15.2=12233 V15.3=1222222 V15.4=3333
            V16.1=2 V16.2=22222 V16.3=2222 V16.4=222 V16.5=2223
            V17.1=23 V17.2=22223333 V17.3=22
            """;

    private static final Pattern ROW = Pattern.compile("\\| (V[0-9.]+) \\| ([123]) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TEST = Pattern.compile("([A-Z][A-Za-z0-9]*Test)(?:#([A-Za-z_0-9]+))?");
    private static final Pattern REASON = Pattern.compile("(?s)^(n/a|deployment|gap|ADR [0-9]+).*");

    private final Rows rows;
    private final Map<String, String> tests;
    private int byTest;
    private final Map<String, Integer> byReason = new HashMap<>();

    private Asvs(Rows rows) throws IOException {
        this.rows = rows;
        this.tests = tests();
    }

    static void run(VerifyOptions options, Rows rows) throws IOException {
        new Asvs(rows).run();
    }

    private void run() throws IOException {
        var wanted = wanted();
        var seen = new HashMap<String, String>();
        for (var line : Files.readAllLines(REGISTER)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.expect(seen.put(row.group(1), row.group(2)) == null, row.group(1) + " stands there twice");
                check(row.group(1), row.group(4).strip());
            } else {
                rows.expect(!line.startsWith("| V"), "not a row of the register: " + line);
            }
        }
        wanted.forEach((id, level) ->
                rows.expect(level.equals(seen.get(id)), id + " of level " + level + " is missing or of another level"));
        seen.keySet().forEach(id -> rows.expect(wanted.containsKey(id), "there is no " + id + " at levels 1 and 2"));
        rows.row(
                "S18",
                "%d of %d requirements of ASVS 5.0 levels 1 and 2: %d shown by tests, the others have a reason: %s",
                seen.size(),
                wanted.size(),
                byTest,
                byReason);
    }

    private void check(String id, String proof) {
        var found = false;
        for (var code : (Iterable<String>) CODE.matcher(proof).results().map(match -> match.group(1))::iterator) {
            var test = TEST.matcher(code);
            if (test.matches()) {
                found = true;
                var source = tests.get(test.group(1));
                rows.expect(
                        source != null && (test.group(2) == null || source.contains(" " + test.group(2) + "(")),
                        id + " names a test that is not there: " + code);
            } else if (code.startsWith("verify:")) {
                found = true;
                rows.expect(
                        Verify.knows(code.substring("verify:".length())),
                        id + " names a word that ./qinqing verify does not know: " + code);
            } else if (code.endsWith(".md") || code.endsWith(".yaml")) {
                rows.expect(Files.exists(Path.of(code)), id + " names a file that is not there: " + code);
            }
        }
        var reason = REASON.matcher(proof);
        if (found && !proof.contains("gap:")) {
            byTest++;
        } else if (reason.matches() || proof.contains("gap:") || proof.contains(".md`")) {
            var kind = proof.contains("gap:")
                    ? "gap"
                    : reason.matches() ? reason.group(1).replaceAll("ADR.*", "document") : "document";
            byReason.merge(kind, 1, Integer::sum);
        } else {
            rows.fail(id + " has neither a test nor a reason");
        }
    }

    private static Map<String, String> wanted() {
        var wanted = new LinkedHashMap<String, String>();
        for (var section : LEVELS.strip().split("\\s+")) {
            var parts = section.split("=");
            for (var number = 1; number <= parts[1].length(); number++) {
                var level = parts[1].substring(number - 1, number);
                if (!level.equals("3")) {
                    wanted.put(parts[0] + "." + number, level);
                }
            }
        }
        return wanted;
    }

    /** Source by the name of the test class. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("api"))) {
            return files.filter(file -> file.toString().endsWith("Test.java")
                            && file.toString().contains("src/test/"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            Asvs::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
