package qinqing.linkage.engine;

import java.util.Arrays;
import java.util.List;
import qinqing.linkage.Band;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.PrintedNumber;

/**
 * The bands and what they promise. CERTAIN reaches as far down as the expected share of wrong links among all CERTAIN hits
 * stays within {@link #PROMISE}; a pair that contradicts itself is never CERTAIN, however likely.
 */
final class Bands {

    /** Half of what is promised outside (at most 5 of 10 000), since a model is never quite right. */
    static final double PROMISE = 0.00025;

    static final double CERTAIN_AT_LEAST = 0.98;
    static final double PROBABLE_FROM = 0.5;
    static final double REPORTED_FROM = 0.03;

    private Bands() {}

    static double certainFrom(List<Matching.Found> found) {
        double[] chances = found.stream()
                .filter(Bands::mayBeCertain)
                .mapToDouble(Matching.Found::probability)
                .sorted()
                .toArray();
        double wrong = 0;
        double from = 2;
        for (int i = chances.length - 1, n = 1; i >= 0 && chances[i] >= CERTAIN_AT_LEAST; i--, n++) {
            wrong += 1 - chances[i];
            boolean lastOfEquals = i == 0 || chances[i - 1] < chances[i];
            if (lastOfEquals && wrong <= PROMISE * n) {
                from = chances[i];
            }
        }
        return from;
    }

    static Band of(Matching.Found found, double certainFrom) {
        if (found.probability() >= certainFrom && mayBeCertain(found)) {
            return Band.CERTAIN;
        }
        return found.probability() >= PROBABLE_FROM ? Band.PROBABLE : Band.POSSIBLE;
    }

    /** Quite different names or numbers need a person's eye, and a hit must rest on more than a name and a village. */
    static boolean mayBeCertain(Matching.Found found) {
        int name = Comparison.level(found.levels(), 0);
        int number = Comparison.level(found.levels(), 1);
        if (isConflict(found.levels())) {
            return false;
        }
        boolean strongNumber = number == Feature.ID_FULL.at(PrintedNumber.Likeness.EQUAL)
                || number == Feature.ID_BROKEN.at(PrintedNumber.Likeness.REPAIRED);
        if (name == Feature.NONE) {
            return strongNumber;
        }
        int body = Comparison.level(found.levels(), 5);
        if (body == Feature.SEX.at(Feature.Agreement.CONTRADICTS)
                || body == Feature.GENERATION.at(Feature.Agreement.CONTRADICTS)) {
            return false;
        }
        boolean nameAlone = number == Feature.NONE
                && Comparison.level(found.levels(), 2) == Feature.NONE
                && Comparison.level(found.levels(), 3) == Feature.NONE
                && Comparison.level(found.levels(), 4) == Feature.NONE
                && Comparison.level(found.levels(), 6) == Feature.NONE;
        if (nameAlone) {
            return false;
        }
        return number != Feature.ID_OTHER.at(PrintedNumber.Likeness.EQUAL)
                || name == Feature.NAME_FULL.at(Name.Likeness.EQUAL);
    }

    /** Equal numbers with quite different names, or equal names with quite different numbers. */
    static boolean isConflict(long levels) {
        int name = Comparison.level(levels, 0);
        int number = Comparison.level(levels, 1);
        boolean otherName = name == Feature.NAME_FULL.at(Name.Likeness.SURNAME)
                || name == Feature.NAME_FULL.at(Name.Likeness.DIFFERENT)
                || name == Feature.NAME_MASKED.at(Name.Likeness.SURNAME)
                || name == Feature.NAME_MASKED.at(Name.Likeness.DIFFERENT);
        boolean otherNumber = Arrays.stream(new Feature[] {
                    Feature.ID_FULL, Feature.ID_BROKEN, Feature.ID_MASKED, Feature.ID_ROUNDED, Feature.ID_OTHER
                })
                .anyMatch(f -> number == f.at(PrintedNumber.Likeness.DIFFERENT));
        return otherName || otherNumber;
    }
}
