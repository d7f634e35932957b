package qinqing.inference;

import static qinqing.inference.Step.CHILD;
import static qinqing.inference.Step.DAUGHTER;
import static qinqing.inference.Step.FATHER;
import static qinqing.inference.Step.MOTHER;
import static qinqing.inference.Step.PARENT;
import static qinqing.inference.Step.SIBLING;
import static qinqing.inference.Step.SON;
import static qinqing.inference.Step.SPOUSE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/**
 * How one person is related to another, as steps from the first to the second: a paternal grandparent is FATHER, PARENT.
 * The codes of A2.2 are the shortest ways to the circle of A2.1; longer ways are made shorter where a family allows only one
 * meaning ("my spouse's child is my child", "my sibling's parent is my parent").
 */
record Way(List<Step> steps) {

    private static final Map<Kinship, Way> OF_CODE = new HashMap<>();
    private static final Map<Way, Kinship> CODE_OF = new HashMap<>();

    static {
        name(Kinship.SPOUSE, SPOUSE);
        name(Kinship.CHILD, CHILD);
        name(Kinship.CHILD_SPOUSE, CHILD, SPOUSE);
        name(Kinship.GRANDCHILD_BY_SON, SON, CHILD);
        name(Kinship.GRANDCHILD_BY_DAUGHTER, DAUGHTER, CHILD);
        name(Kinship.OWN_PARENT, PARENT);
        name(Kinship.OWN_SIBLING, SIBLING);
        name(Kinship.OWN_SIBLING_SPOUSE, SIBLING, SPOUSE);
        name(Kinship.OWN_PATERNAL_GRANDPARENT, FATHER, PARENT);
        name(Kinship.OWN_MATERNAL_GRANDPARENT, MOTHER, PARENT);
        name(Kinship.SPOUSE_PARENT, SPOUSE, PARENT);
        name(Kinship.SPOUSE_SIBLING, SPOUSE, SIBLING);
        name(Kinship.SPOUSE_SIBLING_SPOUSE, SPOUSE, SIBLING, SPOUSE);
        name(Kinship.SPOUSE_PATERNAL_GRANDPARENT, SPOUSE, FATHER, PARENT);
        name(Kinship.SPOUSE_MATERNAL_GRANDPARENT, SPOUSE, MOTHER, PARENT);
    }

    private static void name(Kinship code, Step... steps) {
        var way = new Way(List.of(steps));
        OF_CODE.put(code, way);
        CODE_OF.put(way, code);
    }

    /** Empty for {@link Kinship#OTHER_SUPPORT_TIE}, which does not tell the way. */
    static Optional<Way> of(Kinship code) {
        return Optional.ofNullable(OF_CODE.get(code));
    }

    /** The code of A2.2 for this way; empty outside the circle (cousins, nieces, a child's parents-in-law). */
    Optional<Kinship> kinship() {
        var plain = new ArrayList<>(steps);
        for (int i = 0; i < plain.size(); i++) {
            boolean tellsTheSide = i + 1 < plain.size()
                    && (plain.get(i).goesUp() && plain.get(i + 1).goesUp()
                            || plain.get(i).goesDown() && plain.get(i + 1).goesDown());
            if (!tellsTheSide) {
                plain.set(i, plain.get(i).toAnybody());
            }
        }
        return Optional.ofNullable(CODE_OF.get(new Way(plain)));
    }

    /** The way back: from the relative to the person. */
    Way back(Sex person) {
        var back = new ArrayList<Step>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            var reached = i == 0 ? person : steps.get(i - 1).sex;
            var turned =
                    switch (steps.get(i)) {
                        case SPOUSE -> SPOUSE;
                        case SIBLING -> SIBLING;
                        case PARENT, FATHER, MOTHER -> CHILD;
                        case CHILD, SON, DAUGHTER -> PARENT;
                    };
            back.add(turned.to(reached));
        }
        return new Way(List.copyOf(back));
    }

    /** The same way, with the sex of the person it leads to. */
    Way to(Sex reached) {
        var exact = new ArrayList<>(steps);
        int last = exact.size() - 1;
        exact.set(last, exact.get(last).to(reached));
        if (last > 0 && exact.get(last) == SPOUSE) {
            exact.set(last - 1, exact.get(last - 1).to(other(reached)));
        }
        return new Way(List.copyOf(exact));
    }

    /**
     * This way, then another from where it leads, made as short as a family allows.
     *
     * @param start sex of the person the whole way begins at
     * @return empty when it leads back to its start, or when what it means is not certain
     */
    Optional<Way> then(Way next, Sex start) {
        var whole = new ArrayList<>(steps);
        whole.addAll(next.steps);
        while (true) {
            switch (shorten(whole, start)) {
                case SHORTER -> {}
                case SHORTEST -> {
                    return whole.isEmpty() ? Optional.empty() : Optional.of(new Way(List.copyOf(whole)));
                }
                case UNCERTAIN -> {
                    return Optional.empty();
                }
            }
        }
    }

    private enum Shortened {
        SHORTER,
        SHORTEST,
        UNCERTAIN
    }

    /** Applies the first rule that fits two neighboring steps. */
    private static Shortened shorten(List<Step> way, Sex start) {
        for (int i = 0; i + 1 < way.size(); i++) {
            var here = way.get(i);
            var next = way.get(i + 1);
            if (here == SPOUSE && next == SPOUSE) {
                return replace(way, i);
            } else if (here.goesUp() && next == SPOUSE) {
                return replace(way, i, here == FATHER ? MOTHER : here == MOTHER ? FATHER : PARENT);
            } else if (here == SPOUSE && next.goesDown()) {
                return replace(way, i, next);
            } else if (here.goesUp() && next.goesDown()) {
                return replace(way, i, SIBLING);
            } else if (here == SIBLING && (next == SIBLING || next.goesUp())) {
                return replace(way, i, next);
            } else if (here.goesDown() && next == SIBLING) {
                return replace(way, i, CHILD);
            } else if (here.goesDown() && next.goesUp()) {
                var person = sexAt(way, i, start);
                if (person == null || next.sex == null) {
                    return Shortened.UNCERTAIN;
                }
                return next.sex == person ? replace(way, i) : replace(way, i, SPOUSE);
            }
        }
        return Shortened.SHORTEST;
    }

    private static Shortened replace(List<Step> way, int at, Step... by) {
        way.remove(at + 1);
        way.remove(at);
        way.addAll(at, Arrays.asList(by));
        return Shortened.SHORTER;
    }

    /** Of the person reached before the step at {@code i}; null where the way does not tell. */
    private static @Nullable Sex sexAt(List<Step> way, int i, Sex start) {
        if (i == 0) {
            return start;
        }
        var before = way.get(i - 1);
        if (before == SPOUSE) {
            var married = sexAt(way, i - 1, start);
            return married == null ? null : other(married);
        }
        return before.sex;
    }

    private static Sex other(Sex sex) {
        return sex == Sex.MALE ? Sex.FEMALE : Sex.MALE;
    }
}
