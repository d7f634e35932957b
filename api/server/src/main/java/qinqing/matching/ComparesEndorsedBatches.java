package qinqing.matching;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.benefit.BatchEndorsed;
import qinqing.event.Listener;

/** Compares an endorsed list with every declaration, before money is allocated or a project approved (A8.2). */
@ApplicationScoped
class ComparesEndorsedBatches implements Listener<BatchEndorsed> {
    private final MatchingRuns runs;

    ComparesEndorsedBatches(MatchingRuns runs) {
        this.runs = runs;
    }

    @Override
    public Uni<Void> on(BatchEndorsed event) {
        return runs.ask(RunScope.BATCH, event.batchId(), RunTrigger.BATCH_ENDORSED, event.unitId());
    }
}
