package qinqing.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** R5: whatever is asked of a declaration in whatever order, it is entered only after the right step before, and nothing goes back. */
class DeclarationStateProperties {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final UUID SIGNER = new UUID(0, 1);
    private static final UUID CLERK = new UUID(0, 2);

    /** Read from A3.6 and A5, not from the code: what may follow. */
    private static final Map<DeclarationStatus, Set<DeclarationStatus>> ALLOWED = Map.of(
            DeclarationStatus.SUBMITTED,
            Set.of(DeclarationStatus.ENDORSED, DeclarationStatus.RETURNED, DeclarationStatus.CLOSED),
            DeclarationStatus.ENDORSED,
            Set.of(DeclarationStatus.ENTERED, DeclarationStatus.CLOSED),
            DeclarationStatus.ENTERED,
            Set.of(),
            DeclarationStatus.RETURNED,
            Set.of(),
            DeclarationStatus.CLOSED,
            Set.of());

    enum Step {
        ENDORSE(DeclarationStatus.ENDORSED) {
            @Override
            void of(Declaration declaration) {
                declaration.endorse(SIGNER, "情况属实", NOW);
            }
        },
        GIVE_BACK(DeclarationStatus.RETURNED) {
            @Override
            void of(Declaration declaration) {
                declaration.giveBack(SIGNER, "配偶未填写", NOW);
            }
        },
        ENTER(DeclarationStatus.ENTERED) {
            @Override
            void of(Declaration declaration) {
                declaration.enter(CLERK, null, NOW);
            }
        },
        CLOSE(DeclarationStatus.CLOSED) {
            @Override
            void of(Declaration declaration) {
                declaration.close("已调离本县");
            }
        };

        final DeclarationStatus leadsTo;

        Step(DeclarationStatus leadsTo) {
            this.leadsTo = leadsTo;
        }

        abstract void of(Declaration declaration);
    }

    @Property(tries = 500)
    void no_order_of_steps_reaches_what_the_procedure_does_not_allow(@ForAll @Size(max = 12) List<Step> steps) {
        var declaration = submitted();
        for (var step : steps) {
            var before = declaration.status;
            var allowed = ALLOWED.getOrDefault(before, Set.of()).contains(step.leadsTo);
            assertThat(declaration.may(step.leadsTo)).isEqualTo(allowed);
            if (allowed) {
                step.of(declaration);
                assertThat(declaration.status).isEqualTo(step.leadsTo);
            } else {
                isRefused(declaration, step);
            }
            holds(declaration);
        }
    }

    private static void isRefused(Declaration declaration, Step step) {
        var before = seen(declaration);
        try {
            step.of(declaration);
            throw new AssertionError(step + " was let through");
        } catch (IllegalStateException refused) {
            assertThat(seen(declaration)).isEqualTo(before);
        }
    }

    private static void holds(Declaration declaration) {
        assertThat(declaration.inForce).isEqualTo(declaration.status == DeclarationStatus.ENTERED);
        if (declaration.enteredBy != null) {
            assertThat(declaration.endorsedBy).as("entered without a signature").isEqualTo(SIGNER);
        }
        assertThat(declaration.isUnderWay())
                .isEqualTo(!ALLOWED.getOrDefault(declaration.status, Set.of()).isEmpty());
    }

    private static List<Object> seen(Declaration declaration) {
        return List.of(
                declaration.status,
                declaration.inForce,
                String.valueOf(declaration.endorsedBy),
                String.valueOf(declaration.enteredBy),
                String.valueOf(declaration.opinion));
    }

    private static Declaration submitted() {
        var official = new Official();
        official.id = new UUID(1, 1);
        official.countyCode = "500102";
        var signatory = new Signatory.Named(SIGNER, SigningRule.PARTY_HEAD_SIGNS, false);
        return new Declaration(
                new UUID(2, 1),
                official,
                new Declaration.Route(new UUID(3, 1), null, 1, null, signatory),
                null,
                null,
                NOW);
    }
}
