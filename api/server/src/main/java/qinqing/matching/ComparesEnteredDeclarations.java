package qinqing.matching;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import qinqing.disclosure.DeclarationEntered;
import qinqing.event.Listener;

/** Compares the relatives of an entered declaration with every list, and drops hits of relatives it left out (A8.1). */
@ApplicationScoped
class ComparesEnteredDeclarations implements Listener<DeclarationEntered> {
    private final MatchingRuns runs;

    ComparesEnteredDeclarations(MatchingRuns runs) {
        this.runs = runs;
    }

    @Override
    public Uni<Void> on(DeclarationEntered event) {
        return runs.askForEntered(event.officialId(), event.unitId());
    }
}
