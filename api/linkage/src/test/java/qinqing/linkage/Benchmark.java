package qinqing.linkage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Links a county, 1 000 000 rows with 150 000 relatives, and prints seconds and heap; run with {@code -Xmx} to bound it. */
final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) {
        for (int round = 1; round <= 5; round++) {
            AtomicLong rows = new AtomicLong();
            long start = System.nanoTime();
            County.rows(1_000_000).forEach(row -> rows.incrementAndGet());
            long bare = System.nanoTime();
            AtomicLong most = new AtomicLong();
            LinkResult result = new ExactLinker()
                    .link(
                            County.relatives(150_000),
                            County.rows(1_000_000),
                            link -> {},
                            () -> false,
                            done -> most.accumulateAndGet(used(), Math::max));
            long end = System.nanoTime();
            System.out.printf(
                    "round %d: making the rows alone %s, linking %s, most heap %d MiB, %s%n",
                    round, Duration.ofNanos(bare - start), Duration.ofNanos(end - bare), most.get() >> 20, result);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
