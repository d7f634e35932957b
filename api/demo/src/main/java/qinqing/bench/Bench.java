package qinqing.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code ./qinqing bench}: the figures, as ratios in one run. The launcher runs the import's by itself, in a heap of 512 MB. */
public final class Bench {

    /** A benchmark prints its figures and leaves nothing running. */
    interface Benchmark {
        void run() throws Exception;
    }

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("match", MatchBenchmark::run);
        ALL.put("feed", FeedBenchmark::run);
        ALL.put("clearance", ClearanceBenchmark::run);
        ALL.put("tenant", qinqing.verify.TenantOverhead::run);
        ALL.put("start", StartBenchmark::run);
    }

    private Bench() {}

    public static void main(String... words) throws Exception {
        var word = words.length == 0 ? "all" : words[0];
        if (word.equals("all")) {
            for (var benchmark : ALL.entrySet()) {
                run(benchmark.getKey(), benchmark.getValue());
            }
        } else if (ALL.containsKey(word)) {
            run(word, ALL.get(word));
        } else {
            System.err.println("./qinqing bench [import|" + String.join("|", ALL.keySet()) + "|all]");
            System.exit(word.matches("help|-h|--help") ? 0 : 2);
        }
    }

    private static void run(String name, Benchmark benchmark) throws Exception {
        System.out.println("── " + name);
        benchmark.run();
        System.out.println();
    }
}
