package qinqing.http;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** How many requests are let in at once, and how long they may take. */
@ConfigMapping(prefix = "qinqing.admission")
interface Admission {
    /** By the name of a lane: public, clearance, upload, work. */
    Map<String, Room> lanes();

    /** A request that only reads has its answer within this time, or a 503. */
    Duration readWithin();

    /** The same for one that changes something; what was under way may still be done, so it has to be asked again. */
    Duration writeWithin();

    /** The same for operations that work on many things at once. */
    Duration bulkWithin();

    /** Paths of these operations, a regular expression. */
    Pattern bulk();

    /** A body that is no file has arrived within this time. */
    Duration bodyWithin();

    /** The largest body that is no file. */
    int largestBody();

    interface Room {
        int atOnce();

        /** Who comes when these are waiting too is refused at once. */
        int waiting();
    }
}
