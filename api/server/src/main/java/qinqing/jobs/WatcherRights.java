package qinqing.jobs;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Whether who watches a job may go on watching: a stream outlives the check of its token (S16). A CDI bean; each of them has to agree. */
public interface WatcherRights {
    /** Remembers who is asking now; the question is then asked again and again, on any thread. */
    Supplier<Uni<Boolean>> now();
}
