package qinqing.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;

/** How many calls a bucket holds and how long it takes to fill up again; {@code others} is for buckets not named. */
@ConfigMapping(prefix = "qinqing.rate-limit")
interface RateLimits {
    /** What operations without a limit of their own share. */
    String DEFAULT = "default";

    String OTHERS = "others";

    @WithParentName
    Map<String, Limit> buckets();

    interface Limit {
        @WithDefault("60")
        long calls();

        @WithDefault("PT1M")
        Duration per();
    }
}
