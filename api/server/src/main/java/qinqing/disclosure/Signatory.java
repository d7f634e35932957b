package qinqing.disclosure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who has to sign an official's declaration (A5.1–A5.4). */
sealed interface Signatory {

    /** The rule that names the signer, also when it has to go one level up. */
    SigningRule rule();

    /** @param higher the one whom the rule names first is missing or barred, so it went up */
    record Named(UUID officialId, SigningRule rule, boolean higher) implements Signatory {}

    /** Every head up to the county is missing or barred. */
    record Nobody(SigningRule rule) implements Signatory {}

    /** The signer's id, if there is one. */
    default Optional<UUID> signer() {
        return switch (this) {
            case Named(UUID officialId, var _, var _) -> Optional.of(officialId);
            case Nobody _ -> Optional.empty();
        };
    }

    /**
     * Never the official, declared kin or a subordinate; if nobody is left on a level, the same office one level up.
     *
     * @param candidates officials in office; at least the heads on the official's way up and the chain of leaders
     * @param kin whether the official of this id is kin of the declarant, by either one's declaration
     */
    static Signatory of(Incumbent official, Collection<Incumbent> candidates, Predicate<UUID> kin) {
        var subordination = new Subordination(
                Stream.concat(Stream.of(official), candidates.stream()).toList());
        var free = candidates.stream()
                .filter(candidate -> !candidate.officialId().equals(official.officialId()))
                .filter(candidate -> !kin.test(candidate.officialId()))
                .filter(candidate -> !subordination.isSubordinate(candidate, official))
                .sorted(Comparator.comparing(Incumbent::officialId))
                .toList();
        var rule = official.rank().rule();
        return switch (rule) {
            case INSPECTION_HEAD_SIGNS -> upwards(official, free, rule, Incumbent::inspects);
            case PARTY_HEAD_SIGNS -> upwards(official, free, rule, Signatory::heads);
            case LEADER_IN_CHARGE_SIGNS, STATIONED_LEADER_SIGNS ->
                free.stream()
                        .filter(candidate -> candidate.officialId().equals(official.leaderId()))
                        .findFirst()
                        .<Signatory>map(leader -> new Named(leader.officialId(), rule, false))
                        .orElseGet(() -> higher(upwards(official, free, rule, Signatory::heads)));
        };
    }

    private static boolean heads(Incumbent candidate, UUID unit) {
        return candidate.rank() == Rank.PARTY_HEAD && candidate.unitId().equals(unit);
    }

    private static Signatory upwards(
            Incumbent official,
            List<Incumbent> free,
            SigningRule rule,
            java.util.function.BiPredicate<Incumbent, UUID> holds) {
        var ladder = official.ladder();
        for (UUID unit : ladder) {
            var found = free.stream()
                    .filter(candidate -> holds.test(candidate, unit))
                    .findFirst();
            if (found.isPresent()) {
                return new Named(found.get().officialId(), rule, !unit.equals(ladder.getFirst()));
            }
        }
        return new Nobody(rule);
    }

    private static Signatory higher(Signatory found) {
        return switch (found) {
            case Named(UUID officialId, SigningRule rule, var _) -> new Named(officialId, rule, true);
            case Nobody nobody -> nobody;
        };
    }
}
