package qinqing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;

/** A9.2: no order of steps by whichever people closes a verification that two of them have not signed. */
class VerificationStateProperties {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    enum Kind {
        FIND,
        SIGN,
        RETURN,
        ASSIGN
    }

    /** Somebody does something. */
    record Step(Kind kind, UUID who, Finding outcome) {}

    /** The same told once more in the plainest way. */
    private static final class Model {
        VerificationStatus state = VerificationStatus.OPEN;

        @Nullable
        UUID found;

        boolean takes(Step step) {
            return switch (step.kind()) {
                case FIND, ASSIGN -> state == VerificationStatus.OPEN;
                case SIGN, RETURN ->
                    state == VerificationStatus.FOUND && !step.who().equals(found);
            };
        }

        void take(Step step) {
            switch (step.kind()) {
                case FIND -> {
                    state = VerificationStatus.FOUND;
                    found = step.who();
                }
                case SIGN -> state = VerificationStatus.CLOSED;
                case RETURN -> {
                    state = VerificationStatus.OPEN;
                    found = null;
                }
                case ASSIGN -> {}
            }
        }
    }

    @Provide
    static Arbitrary<List<Step>> steps() {
        var people = Arbitraries.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
        return Combinators.combine(Arbitraries.of(Kind.class), people, Arbitraries.of(Finding.class))
                .as(Step::new)
                .list()
                .ofMaxSize(15);
    }

    @Property(tries = 500)
    void nothing_is_closed_without_a_finding_and_a_second_person(@ForAll("steps") List<Step> steps) {
        var verification = opened();
        var model = new Model();
        for (var step : steps) {
            if (model.takes(step)) {
                take(verification, step);
                model.take(step);
            } else {
                isRefused(verification, step);
            }
            assertThat(verification.status).isEqualTo(model.state);
            assertThat(verification.foundBy).isEqualTo(model.found);
            assertThat(verification.finding == null).isEqualTo(model.found == null);
            if (verification.status == VerificationStatus.CLOSED) {
                assertThat(verification.finding).isNotNull();
                assertThat(verification.signedBy).isNotNull().isNotEqualTo(verification.foundBy);
                assertThat(verification.measure != null).isEqualTo(verification.finding == Finding.NON_COMPLIANT);
            } else {
                assertThat(verification.signedBy).as("signed, but not closed").isNull();
            }
        }
    }

    private static void isRefused(Verification verification, Step step) {
        var before = seen(verification);
        try {
            take(verification, step);
            throw new AssertionError(step.kind() + " was let through");
        } catch (ProblemException refused) {
            assertThat(refused.type().status()).isIn(409, 422);
            assertThat(refused.detail()).as("a refusal says why").isPresent();
            assertThat(seen(verification)).isEqualTo(before);
        }
    }

    private static void take(Verification verification, Step step) {
        switch (step.kind()) {
            case FIND -> verification.found(finding(step.outcome()), step.who(), NOW);
            case SIGN -> verification.signed(step.who(), NOW);
            case RETURN -> verification.returned("依据不足", step.who(), NOW);
            case ASSIGN -> verification.assign(step.who(), null);
        }
    }

    private static FindingInput finding(Finding outcome) {
        return new FindingInput(outcome, "资料齐全", outcome == Finding.NON_COMPLIANT ? Measure.STOP : null).checked();
    }

    private static List<String> seen(Verification verification) {
        return List.of(
                String.valueOf(verification.status),
                String.valueOf(verification.ownerId),
                String.valueOf(verification.finding),
                String.valueOf(verification.foundBy),
                String.valueOf(verification.signedBy),
                String.valueOf(verification.returnedBy));
    }

    private static Verification opened() {
        return new Verification(
                new UUID(1, 1),
                "500102",
                new UUID(2, 1),
                new UUID(3, 1),
                new UUID(0, 1),
                1,
                Cause.HIT,
                null,
                new Due(LocalDate.of(2026, 12, 1), "自次日起10个工作日"),
                NOW);
    }
}
