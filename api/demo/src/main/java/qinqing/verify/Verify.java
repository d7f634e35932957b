package qinqing.verify;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code ./qinqing verify WORD [--full] [--seed N] [--kills N] [--calls N]}. */
public final class Verify {

    /** In the order of {@code verify all}. */
    private static final Map<String, Harness> ALL = new LinkedHashMap<>();

    static {
        ALL.put("auth", Authorization::run);
        ALL.put("fuzz", qinqing.verify.fuzz.Fuzz::run);
        ALL.put("parsers", qinqing.verify.fuzz.Parsers::run);
        ALL.put("idempotency", qinqing.verify.history.Idempotency::run);
        ALL.put("crash", Crash::run);
        ALL.put("network", Network::run);
        ALL.put("overload", Overload::run);
        ALL.put("canary", Canary::run);
        ALL.put("rotation", Rotation::run);
        ALL.put("audit", AuditTrail::run);
        ALL.put("static", Statics::run);
        ALL.put("asvs", Asvs::run);
    }

    /** Asked for by name, never a part of {@code all}: it takes minutes of its own. */
    private static final Set<String> BY_HAND = Set.of("parsers");

    private Verify() {}

    public static void main(String... arguments) {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        var words = List.of(arguments);
        var word = words.isEmpty() ? "help" : words.getFirst();
        if (!word.equals("all") && !ALL.containsKey(word)) {
            System.err.println(usage());
            System.exit(2);
        }
        try {
            var options = VerifyOptions.parse(words.subList(1, words.size()), System.nanoTime() % 1_000_000_000);
            var chosen = new LinkedHashMap<>(ALL);
            chosen.keySet().removeIf(other -> word.equals("all") ? BY_HAND.contains(other) : !word.equals(other));
            System.exit(run(chosen, options) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(usage());
            System.exit(2);
        }
    }

    static boolean knows(String word) {
        return ALL.containsKey(word);
    }

    private static String usage() {
        return "./qinqing verify " + String.join("|", ALL.keySet())
                + "|all [--full] [--seed N] [--kills N] [--calls N]";
    }

    /** @return whether every check of every word held */
    private static boolean run(Map<String, Harness> chosen, VerifyOptions options) {
        var passed = 0;
        var failed = 0;
        for (var harness : chosen.entrySet()) {
            var word = harness.getKey();
            var rows = new Rows(System.out);
            var begun = System.nanoTime();
            rows.say("── " + word + " (" + (options.full() ? "full" : "short") + ", seed " + options.seed() + ")");
            try {
                harness.getValue().run(options, rows);
            } catch (Exception broken) {
                broken.printStackTrace();
                rows.fail("the harness broke off: " + broken);
            }
            if (rows.passed() + rows.failed() == 0) {
                rows.fail("nothing was checked");
            }
            rows.say(String.format(
                    Locale.ROOT,
                    "%s: %d passed, %d failed (%.1f s)%n",
                    word,
                    rows.passed(),
                    rows.failed(),
                    (System.nanoTime() - begun) / 1e9));
            passed += rows.passed();
            failed += rows.failed();
        }
        System.out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0;
    }
}
