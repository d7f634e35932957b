package qinqing.publicity;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import qinqing.deadline.Deadline;
import qinqing.deadline.TermKey;
import qinqing.deadline.Terms;
import qinqing.deadline.WorkingCalendar;

/** The terms of publicity as this county has set them. */
@ApplicationScoped
class PublicityTerms {
    private final Clock clock;

    PublicityTerms(Clock clock) {
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(Deadline.ZONE));
    }

    /** Whole days a notice has to hang, at least 7 (A10.2). */
    Uni<Integer> displayDays() {
        return days(TermKey.PUBLICITY_DISPLAY);
    }

    /** Days that a notice stays in feed and search after its display (A24.9). */
    Uni<Integer> retentionDays() {
        return days(TermKey.PUBLICITY_RETENTION);
    }

    Uni<Deadline> from(TermKey key, LocalDate start) {
        return Uni.createFrom().item(Deadline.of(Terms.defaults().of(key), start, WorkingCalendar.bundled()));
    }

    private Uni<Integer> days(TermKey key) {
        return Uni.createFrom().item(Terms.defaults().of(key).amount());
    }
}
