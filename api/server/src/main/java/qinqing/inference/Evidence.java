package qinqing.inference;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import qinqing.kernel.Kinship;

/** What speaks for one pair: the rules that name a kinship, and what the two share. */
final class Evidence {

    /** @param official the number of who declares */
    record Pair(int official, int relative) {}

    /** @param rule the two lines of declarations that were read one after the other, by their kinships */
    record Witness(String rule, Basis basis) {}

    final Map<Kinship, Set<Witness>> kinships = new EnumMap<>(Kinship.class);
    final Set<Witness> shared = new HashSet<>();

    void add(Kinship kinship, Witness witness) {
        kinships.computeIfAbsent(kinship, _ -> new HashSet<>()).add(witness);
    }
}
