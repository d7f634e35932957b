package qinqing.jobs;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import qinqing.http.Uploads;

/** Uploads hold ID numbers, so nothing of them lies about for longer than it is needed. */
@Singleton
class SweepsUploads implements RecurringJob {
    private final Uploads uploads;

    SweepsUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "uploads.sweep";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() throws IOException {
        // files carry the file system's time, not that of a clock the demo moves
        uploads.sweep(Clock.systemUTC().instant());
    }
}
