package qinqing.jobs;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does what the test put down for a job, and remembers who began it. */
@Singleton
class TestKind implements JobKind {
    static final String NAME = "test.kind";

    interface Script {
        Outcome run(JobRun run) throws Exception;
    }

    final Map<UUID, Script> scripts = new ConcurrentHashMap<>();
    final Map<UUID, List<Integer>> attempts = new ConcurrentHashMap<>();
    final Map<UUID, JobState> givenUp = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int mostFailures() {
        return 2;
    }

    @Override
    public Outcome run(JobRun run) throws Exception {
        attempts.computeIfAbsent(run.id(), id -> new CopyOnWriteArrayList<>()).add(run.attempt());
        return scripts.getOrDefault(run.id(), r -> Outcome.done()).run(run);
    }

    @Override
    public void gaveUp(Connection connection, UUID jobId, JobState state) {
        givenUp.put(jobId, state);
    }
}
