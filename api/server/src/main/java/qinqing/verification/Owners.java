package qinqing.verification;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import qinqing.actor.Role;

/**
 * Gives each hit an owner, none stays without (A9.1): a verifier of the approving unit who need not keep out; if nobody is left, of
 * the unit above, one level up until someone; at last the county's inspectors. Among equals the one with the fewest open tasks.
 * Choices of one instance count towards the load, so that a run spreads its hits.
 */
final class Owners {
    private static final List<Recusal> PERSONAL = List.of(Recusal.THE_OFFICIAL, Recusal.THE_BENEFICIARY, Recusal.KIN);

    private final Map<UUID, List<Verifier>> verifiersByUnit = new HashMap<>();
    private final Collection<Verifier> all;
    private final Map<UUID, Long> taken = new HashMap<>();

    Owners(Collection<Verifier> all) {
        this.all = all;
        all.stream().filter(who -> who.role() == Role.VERIFIER).forEach(who -> verifiersByUnit
                .computeIfAbsent(who.unitId(), unit -> new java.util.ArrayList<>())
                .add(who));
    }

    /** @throws IllegalStateException when the county has not even an administrator who could name somebody */
    Verifier choose(Concern hit) {
        var chosen = eligible(hit).stream()
                .min(Comparator.comparingLong(this::load).thenComparing(Verifier::assignmentId))
                .orElseThrow(() -> new IllegalStateException("nobody in this county may hold the task of " + hit));
        taken.merge(chosen.assignmentId(), 1L, Long::sum);
        return chosen;
    }

    /** Who may own it: the people of the first step that has any. */
    List<Verifier> eligible(Concern hit) {
        return steps(hit).filter(step -> !step.isEmpty()).findFirst().orElse(List.of());
    }

    private Stream<List<Verifier>> steps(Concern hit) {
        Predicate<Verifier> free = who -> Recusal.reasons(who, hit).isEmpty();
        // Everybody answers to the county's own leaders: for their hits only personal reasons keep the inspection body
        // out.
        Predicate<Verifier> impersonal = who -> PERSONAL.stream().noneMatch(rule -> rule.applies(who, hit));
        var ofTheLine = hit.approvingPath().reversed().stream()
                .map(unit -> verifiersByUnit.getOrDefault(unit, List.of()).stream()
                        .filter(free)
                        .toList());
        // asked only when nobody is left below: each goes through everybody in the county
        var aboveTheLine = Stream.<Supplier<List<Verifier>>>of(
                () -> step(Role.COUNTY_INSPECTOR, free),
                () -> step(Role.COUNTY_INSPECTOR, impersonal),
                // no verifier and no inspector yet: a leader in the line above, or the administrator, has to name one
                () -> step(
                        Role.ENDORSER, impersonal.and(who -> hit.approvingPath().contains(who.unitId()))),
                () -> step(Role.ADMIN, impersonal));
        return Stream.concat(ofTheLine, aboveTheLine.map(Supplier::get));
    }

    private List<Verifier> step(Role role, Predicate<Verifier> condition) {
        return all.stream().filter(who -> who.role() == role).filter(condition).toList();
    }

    private long load(Verifier who) {
        return who.load() + taken.getOrDefault(who.assignmentId(), 0L);
    }
}
