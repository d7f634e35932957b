package qinqing.verify.history;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import qinqing.demo.Rehearsal;
import qinqing.verify.Rows;
import qinqing.verify.VerifyOptions;

/** {@code verify idempotency}: R5 and R6 on one rehearsed county. */
public final class Idempotency {

    private static final int REQUESTS = 1_000;
    private static final int REQUESTS_IN_FULL = 50_000;
    private static final int KILLS = 2;
    private static final int KILLS_IN_FULL = 40;
    private static final Duration RACES = Duration.ofSeconds(15);
    private static final Duration RACES_IN_FULL = Duration.ofMinutes(30);
    private static final long COUNTY = 1;

    private Idempotency() {}

    public static void run(VerifyOptions options, Rows rows) throws Exception {
        try (var rehearsal = Rehearsal.play(COUNTY, List.of())) {
            var random = new Random(options.seed());
            var repeats = new Repeats(rehearsal, random, rows);
            repeats.atOnce(options.callsOr(REQUESTS, REQUESTS_IN_FULL));
            repeats.ofCommands();
            new Races(rehearsal, random.nextLong(), rows).run(options.full() ? RACES_IN_FULL : RACES);
            repeats.acrossKills(options.killsOr(KILLS, KILLS_IN_FULL));
            repeats.row();
        }
    }
}
