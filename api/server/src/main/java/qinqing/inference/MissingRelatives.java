package qinqing.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/**
 * Finds the relatives that other filings know of (product.md 8). What two filings say one after the other ("A's sibling is
 * B; B's father is X") is a rule that predicts a third ("A's father is X"). How far each rule can be trusted is not assumed:
 * it is counted on the officials who did declare what the rule predicts. Several rules that predict the same strengthen each
 * other. The result depends on the filings only, not on their order.
 */
final class MissingRelatives {

    /** Below it an official isn't asked. Most questions lie far above: of a hundred, ninety-five and more are right. */
    static final double ASK_FROM = 0.8;

    private static final int ROUNDS = 2;
    private static final double AT_BEST = 0.999;
    private static final double AVERAGE_CASES = 20;
    private static final double CLEARLY_STRONGER = 3;
    private static final double HARDLY_EVER_WRONG = 12;
    private static final long STRONGEST = 10;
    private static final double ASSUMED_CASES = 100;
    private static final double ASSUMED_COMPLETE = 0.95;

    private static final class Count {
        int agrees;
        int all;

        void add(boolean agrees) {
            this.agrees += agrees ? 1 : 0;
            all++;
        }

        double share() {
            return agrees / (double) Math.max(all, 1);
        }
    }

    /** Claims that may be expected to be right equally often. */
    private record ClaimClass(@Nullable Kinship kinship, long strength) {}

    /** @param strength minus the logarithm of the share of such claims that would be wrong if the rules erred independently */
    private record Claim(@Nullable Kinship kinship, double strength, Set<Basis> bases) {

        static Claim of(
                @Nullable Kinship kinship,
                Set<Evidence.Witness> witnesses,
                Set<Evidence.Witness> shared,
                Map<String, Double> trust) {
            double strength = 0;
            var bases = EnumSet.noneOf(Basis.class);
            for (var witness :
                    (Iterable<Evidence.Witness>) Stream.concat(witnesses.stream(), shared.stream())::iterator) {
                strength -= Math.log1p(-trust.getOrDefault(witness.rule(), 0.0));
                bases.add(witness.basis());
            }
            return new Claim(kinship, strength, bases);
        }

        ClaimClass kind() {
            return new ClaimClass(kinship, Math.min(STRONGEST, Math.round(strength / 2)));
        }
    }

    private static final Count NONE = new Count();

    private final List<Person> persons;
    private final Map<Integer, Map<Integer, Kinship>> declared = new HashMap<>();
    private final Map<Integer, Set<String>> unidentified = new HashMap<>();
    private final FamilyTies ties;

    MissingRelatives(List<Person> persons, List<Declared> declarations) {
        this.persons = persons;
        this.ties = new FamilyTies(persons);
        for (var line : declarations) {
            if (!persons.get(line.relative()).identified()) {
                unidentified
                        .computeIfAbsent(line.official(), _ -> new HashSet<>())
                        .add(persons.get(line.relative()).name());
                continue;
            }
            declared.computeIfAbsent(line.official(), _ -> new HashMap<>()).put(line.relative(), line.kinship());
            ties.add(line.official(), line.kinship(), line.relative());
        }
    }

    private Sex sex(int person) {
        return persons.get(person).sex();
    }

    /** Sorted by official, then by relative. */
    List<MissingRelative> find() {
        var found = new LinkedHashMap<List<Integer>, MissingRelative>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var missing : infer()) {
                var before = found.put(List.of(missing.official(), missing.relative()), missing);
                if (before == null && missing.kinship() != null) {
                    ties.add(missing.official(), missing.kinship(), missing.relative());
                }
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(MissingRelative::official).thenComparingInt(MissingRelative::relative))
                .toList();
    }

    private List<MissingRelative> infer() {
        var evidence = ties.evidence();
        var trust = trust(evidence);
        var claims = new LinkedHashMap<Evidence.Pair, Claim>();
        evidence.forEach((pair, seen) -> claim(pair, seen, trust).ifPresent(claim -> claims.put(pair, claim)));
        var classes = new HashMap<ClaimClass, Count>();
        claims.forEach((pair, claim) ->
                classes.computeIfAbsent(claim.kind(), _ -> new Count()).add(isDeclared(pair)));
        double complete = completeness(claims);
        var missing = new ArrayList<MissingRelative>();
        claims.forEach((pair, claim) -> {
            double probability = probability(claim, classes.getOrDefault(claim.kind(), NONE), complete);
            if (!isDeclared(pair) && probability >= ASK_FROM) {
                missing.add(new MissingRelative(
                        pair.official(), pair.relative(), claim.kinship(), probability, claim.bases()));
            }
        });
        return missing;
    }

    /** How often each rule is right about people of the circle; one that was seldom checked is taken for an average one. */
    private Map<String, Double> trust(Map<Evidence.Pair, Evidence> evidence) {
        var counts = new HashMap<String, Count>();
        var all = new Count();
        evidence.forEach((pair, seen) -> {
            var as = declared.getOrDefault(pair.official(), Map.of()).get(pair.relative());
            seen.kinships.forEach((kinship, witnesses) -> {
                if (hasRoom(pair, kinship)) {
                    count(counts, all, witnesses, as == kinship);
                }
            });
            count(counts, all, seen.shared, as != null);
        });
        var trust = new HashMap<String, Double>();
        counts.forEach((rule, count) -> trust.put(
                rule, (count.agrees + AVERAGE_CASES * all.share()) / (count.all + AVERAGE_CASES) / ASSUMED_COMPLETE));
        trust.replaceAll((_, share) -> Math.min(AT_BEST, share));
        return trust;
    }

    private static void count(Map<String, Count> counts, Count all, Set<Evidence.Witness> witnesses, boolean agrees) {
        for (var witness : witnesses) {
            counts.computeIfAbsent(witness.rule(), _ -> new Count()).add(agrees);
            all.add(agrees);
        }
    }

    /** What the evidence says most clearly of a pair; empty when it says two things, or something that a family excludes. */
    private Optional<Claim> claim(Evidence.Pair pair, Evidence seen, Map<String, Double> trust) {
        var as = declared.getOrDefault(pair.official(), Map.of()).get(pair.relative());
        var claims = new ArrayList<Claim>();
        seen.kinships.forEach((kinship, witnesses) -> {
            if ((as == null || as == kinship) && hasRoom(pair, kinship)) {
                claims.add(Claim.of(kinship, witnesses, seen.shared, trust));
            }
        });
        if (seen.kinships.isEmpty()) {
            claims.add(Claim.of(null, Set.of(), seen.shared, trust));
        }
        claims.sort(Comparator.comparingDouble(Claim::strength).reversed());
        boolean clear = claims.size() == 1
                || claims.size() > 1
                        && claims.get(0).strength() >= claims.get(1).strength() + CLEARLY_STRONGER;
        return clear ? Optional.of(claims.getFirst()) : Optional.empty();
    }

    /** Share of their circle that officials declare, seen on the claims that are hardly ever wrong. */
    private double completeness(Map<Evidence.Pair, Claim> claims) {
        var seen = new Count();
        claims.forEach((pair, claim) -> {
            if (claim.strength() >= HARDLY_EVER_WRONG) {
                seen.add(isDeclared(pair));
            }
        });
        return (seen.agrees + ASSUMED_CASES * ASSUMED_COMPLETE) / (seen.all + ASSUMED_CASES);
    }

    /** Of the claims of this class that nobody declared: the share that is to be expected from what people forget. */
    private static double probability(Claim claim, Count like, double complete) {
        double forgotten = (1 - complete) / complete;
        double right = 1 - Math.exp(-claim.strength());
        double assumed = right * forgotten / (right * forgotten + 1 - right);
        return Math.min(
                1, (like.agrees * forgotten + AVERAGE_CASES * assumed) / (like.all - like.agrees + AVERAGE_CASES));
    }

    private boolean isDeclared(Evidence.Pair pair) {
        return declared.getOrDefault(pair.official(), Map.of()).containsKey(pair.relative())
                || unidentified
                        .getOrDefault(pair.official(), Set.of())
                        .contains(persons.get(pair.relative()).name());
    }

    /** Whether a family allows it beside what the official declared; the relative's own line is left out of the count. */
    private boolean hasRoom(Evidence.Pair pair, Kinship kinship) {
        var sex = sex(pair.relative());
        if (kinship == Kinship.SPOUSE && sex == sex(pair.official())) {
            return false;
        }
        return kinship.atMost().isEmpty()
                || declared.getOrDefault(pair.official(), Map.of()).entrySet().stream()
                        .filter(line -> line.getValue() == kinship && line.getKey() != pair.relative())
                        .noneMatch(line -> kinship == Kinship.SPOUSE || sex(line.getKey()) == sex);
    }
}
