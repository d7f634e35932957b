package qinqing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import qinqing.demo.ServerProcess;

/** Start-up to the first green readiness, on an empty folder and on an existing one, and resident memory then. */
final class StartBenchmark {
    private static final long MEBIBYTE = 1 << 20;

    private StartBenchmark() {}

    static void run() throws IOException, InterruptedException {
        var data = Files.createTempDirectory("qinqing-start-");
        for (var round : List.of("first start (new database)", "second start", "third start")) {
            try (var server = ServerProcess.start(data, List.of("-Xmx512m"))) {
                System.out.printf(
                        Locale.ROOT,
                        "%-28s %6.2f s   %5d MiB resident%n",
                        round,
                        server.startedIn().toMillis() / 1000.0,
                        server.residentMemory() / MEBIBYTE);
            }
        }
        System.out.println("data left in " + data);
    }
}
