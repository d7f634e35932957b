package qinqing.jobs;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the workers of this process with the application and stops them with it. */
@Singleton
class JobWorkers {
    private final Workers workers;
    private final boolean wanted;

    JobWorkers(
            AgroalDataSource dataSource,
            Clock clock,
            @All List<JobKind> kinds,
            @All List<RecurringJob> recurring,
            @All List<RequesterRights> rights,
            @ConfigProperty(name = "qinqing.jobs.threads", defaultValue = "3") int threads) {
        var name = "qinqing-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        this.wanted = threads > 0;
        this.workers = new Workers(name, Math.max(1, threads), dataSource, clock, kinds, recurring, rights);
    }

    /** With 0 threads a process serves requests only, and others do the work. */
    void start(@Observes StartupEvent event) {
        if (wanted) {
            workers.start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (wanted) {
            workers.close();
        }
    }
}
