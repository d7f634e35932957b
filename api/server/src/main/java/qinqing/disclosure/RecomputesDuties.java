package qinqing.disclosure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import qinqing.deadline.CalendarChanged;
import qinqing.event.Listener;

/** A new year of the working calendar can move the last day of a duty to report (A3.5). */
@ApplicationScoped
class RecomputesDuties implements Listener<CalendarChanged> {
    private final OfficialRepository repository;
    private final Officials officials;

    RecomputesDuties(OfficialRepository repository, Officials officials) {
        this.repository = repository;
        this.officials = officials;
    }

    @Override
    public Uni<Void> on(CalendarChanged event) {
        return repository.list("reportDueOn is not null").chain(obliged -> Multi.createFrom()
                .iterable(obliged)
                .onItem()
                .transformToUniAndConcatenate(official -> officials
                        .duty(
                                Objects.requireNonNull(official.reportCause),
                                Objects.requireNonNull(official.reportChangeOn))
                        .invoke(duty -> official.reportBy(duty.dueOn())))
                .collect()
                .last()
                .replaceWithVoid());
    }
}
