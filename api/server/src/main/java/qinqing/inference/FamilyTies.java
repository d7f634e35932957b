package qinqing.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/** Who is tied to whom, and what follows for every official from two ties one after the other. */
final class FamilyTies {

    /** A larger group is a dormitory or a shop's phone. */
    private static final int LARGEST_HOUSEHOLD = 15;

    /** A way out of a person that a filing tells, or an inference of the round before. */
    private record Tie(int to, Way way, String origin) {
        private static final String BACK = "of ";

        /** Whether the person it leads from declared it. */
        boolean isOwn() {
            return !origin.startsWith(BACK);
        }
    }

    private record Composed(Way first, Way second, Sex start, Sex end) {}

    private final List<Person> persons;
    private final Map<Integer, List<Tie>> ties = new HashMap<>();
    private final Map<Composed, Optional<Kinship>> composed = new HashMap<>();

    FamilyTies(List<Person> persons) {
        this.persons = persons;
    }

    /** Reads one line, and its way back. */
    void add(int from, Kinship kinship, int to) {
        var way = Way.of(kinship);
        if (way.isPresent() && from != to) {
            var exact = way.get().to(sex(to));
            ties.computeIfAbsent(from, _ -> new ArrayList<>()).add(new Tie(to, exact, kinship.name()));
            ties.computeIfAbsent(to, _ -> new ArrayList<>())
                    .add(new Tie(from, exact.back(sex(from)), Tie.BACK + kinship.name()));
        }
    }

    private Sex sex(int person) {
        return persons.get(person).sex();
    }

    /** Everything that the filings say about officials, declared already or not. */
    Map<Evidence.Pair, Evidence> evidence() {
        var evidence = new LinkedHashMap<Evidence.Pair, Evidence>();
        for (int official = 0; official < persons.size(); official++) {
            if (persons.get(official).declares()) {
                collectTies(official, evidence);
            }
        }
        collectShared(Person::household, Basis.HOUSEHOLD, evidence);
        collectShared(Person::phone, Basis.PHONE, evidence);
        return evidence;
    }

    private void collectTies(int official, Map<Evidence.Pair, Evidence> evidence) {
        for (var first : ties.getOrDefault(official, List.of())) {
            if (!first.isOwn()) {
                first.way().kinship().ifPresent(kinship -> of(evidence, official, first.to())
                        .add(kinship, new Evidence.Witness(first.origin(), Basis.RECIPROCAL)));
            }
            for (var second : ties.getOrDefault(first.to(), List.of())) {
                if (second.to() != official) {
                    compose(official, first, second).ifPresent(kinship -> of(evidence, official, second.to())
                            .add(kinship, new Evidence.Witness(first.origin() + ", " + second.origin(), basis(first))));
                }
            }
        }
    }

    private Optional<Kinship> compose(int official, Tie first, Tie second) {
        return composed.computeIfAbsent(
                new Composed(first.way(), second.way(), sex(official), sex(second.to())),
                ways -> ways.first().then(ways.second(), ways.start()).flatMap(way -> way.to(ways.end())
                        .kinship()));
    }

    private static Basis basis(Tie first) {
        return switch (first.way().steps().getFirst()) {
            case SPOUSE -> Basis.COUPLE;
            case SIBLING -> Basis.SIBLING;
            default -> Basis.FAMILY;
        };
    }

    private void collectShared(ToIntFunction<Person> what, Basis basis, Map<Evidence.Pair, Evidence> evidence) {
        var groups = new TreeMap<Integer, List<Integer>>();
        for (int person = 0; person < persons.size(); person++) {
            int value = what.applyAsInt(persons.get(person));
            if (value != 0 && persons.get(person).identified()) {
                groups.computeIfAbsent(value, _ -> new ArrayList<>()).add(person);
            }
        }
        for (var group : groups.values()) {
            for (int official : group.size() > LARGEST_HOUSEHOLD ? List.<Integer>of() : group) {
                if (persons.get(official).declares()) {
                    group.stream().filter(other -> other != official).forEach(other -> of(evidence, official, other)
                            .shared
                            .add(new Evidence.Witness(basis.name(), basis)));
                }
            }
        }
    }

    private static Evidence of(Map<Evidence.Pair, Evidence> evidence, int official, int relative) {
        return evidence.computeIfAbsent(new Evidence.Pair(official, relative), _ -> new Evidence());
    }
}
