package qinqing.token;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;

/** Roles begin and end with the days of the county, wherever its server stands. */
public final class CountyDay {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CountyDay() {}

    public static LocalDate today(Clock clock) {
        return LocalDate.now(clock.withZone(ZONE));
    }

    public static Duration untilTomorrow(Clock clock) {
        return Duration.between(
                clock.instant(), today(clock).plusDays(1).atStartOfDay(ZONE).toInstant());
    }
}
