package qinqing.disclosure;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import qinqing.deadline.CalendarChanged;
import qinqing.event.Listener;

/**
 * A new year of the working calendar can move the last day of a duty to report, and with it whether a declaration that is under way
 * came late (A3.5).
 */
@ApplicationScoped
class RecomputesDuties implements Listener<CalendarChanged> {
    private final OfficialRepository repository;
    private final DeclarationRepository declarations;
    private final Officials officials;

    RecomputesDuties(OfficialRepository repository, DeclarationRepository declarations, Officials officials) {
        this.repository = repository;
        this.declarations = declarations;
        this.officials = officials;
    }

    @Override
    public Uni<Void> on(CalendarChanged event) {
        return duties().chain(this::declarationsUnderWay);
    }

    private Uni<Void> duties() {
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

    private Uni<Void> declarationsUnderWay() {
        return declarations.dueUnderWay().chain(found -> Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(declaration -> officials
                        .duty(Objects.requireNonNull(declaration.cause), Objects.requireNonNull(declaration.changeOn))
                        .invoke(duty -> declaration.dueBy(duty.dueOn())))
                .collect()
                .last()
                .replaceWithVoid());
    }
}
