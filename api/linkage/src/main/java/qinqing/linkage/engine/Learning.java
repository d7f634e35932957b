package qinqing.linkage.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.field.PrintedNumber;

/**
 * The chances of each comparison level, learned from the run's own lists by expectation and maximisation: the model's
 * count as {@link #FAITH} pairs, a list's own as {@link #LIST_FAITH} pairs of the whole run's, and none strays further
 * from the model than {@link #STRAY} times. Sums are whole numbers, so that no order of adding shows.
 */
final class Learning {

    private static final double FAITH = 150;
    private static final double LIST_FAITH = 80;
    private static final double STRAY = 6;
    /** Namesakes with another number must not talk the learning into believing that numbers change. */
    private static final double CONTRADICTION_STRAY = 1.5;

    private static final double ONE = 1 << 20;

    private final double[] start;
    private final double appearsAtStart;
    private double[] logM;
    private double appears;
    private final Map<Long, double[]> byList = new HashMap<>();

    Learning(Model model) {
        start = model.m();
        appearsAtStart = model.number("appears");
        appears = appearsAtStart;
        logM = logs(start);
    }

    /** What one worker has added up. */
    static final class Sums {
        private final long[] all = new long[Feature.COUNT];
        private final Map<Long, long[]> lists = new HashMap<>();
        private long currentList;
        private long @Nullable [] current;

        void add(long list, boolean ownList, long levels, double probability) {
            long share = Math.round(probability * ONE);
            if (share == 0) {
                return;
            }
            long[] own = null;
            if (ownList) {
                if (current == null || currentList != list) {
                    currentList = list;
                    current = lists.computeIfAbsent(list, l -> new long[Feature.COUNT]);
                }
                own = current;
            }
            for (int field = 0; field < Comparison.FIELDS; field++) {
                int level = Comparison.level(levels, field);
                if (level != Feature.NONE) {
                    all[level] += share;
                    if (own != null) {
                        own[level] += share;
                    }
                }
            }
        }
    }

    /** The log chances to use for a list. */
    LongFunction<double[]> chances() {
        double[] general = logM;
        return list -> byList.getOrDefault(list, general);
    }

    double appears() {
        return appears;
    }

    static double logLikelihood(double[] logs, long levels) {
        double sum = 0;
        for (int field = 0; field < Comparison.FIELDS; field++) {
            int level = Comparison.level(levels, field);
            if (level != Feature.NONE) {
                sum += logs[level];
            }
        }
        return sum;
    }

    void update(List<Sums> parts, long subjectsFound, long subjects) {
        long[] all = new long[Feature.COUNT];
        Map<Long, long[]> lists = new HashMap<>();
        for (Sums part : parts) {
            for (int i = 0; i < all.length; i++) {
                all[i] += part.all[i];
            }
            part.lists.forEach((list, own) -> lists.merge(list, own, (x, y) -> {
                for (int i = 0; i < x.length; i++) {
                    x[i] += y[i];
                }
                return x;
            }));
        }
        double[] general = blend(start, all, FAITH);
        logM = logs(general);
        byList.clear();
        lists.forEach((list, own) -> byList.put(list, logs(blend(general, own, LIST_FAITH))));
        appears = Math.clamp((subjectsFound + 20 * appearsAtStart) / (subjects + 20.0), 0.02, 0.95);
    }

    private double[] blend(double[] before, long[] counts, double faith) {
        double[] blended = new double[before.length];
        for (Feature feature : Feature.values()) {
            if (feature == Feature.EMPLOYER || feature == Feature.SEX || feature == Feature.GENERATION) {
                System.arraycopy(before, feature.offset(), blended, feature.offset(), feature.size());
                continue;
            }
            double total = 0;
            for (int i = feature.offset(); i < feature.offset() + feature.size(); i++) {
                total += counts[i] / ONE;
            }
            double sum = 0;
            for (int i = feature.offset(); i < feature.offset() + feature.size(); i++) {
                double value = (before[i] * faith + counts[i] / ONE) / (faith + total);
                boolean contradicts = feature.name().startsWith("ID_")
                        && feature.levels[i - feature.offset()] == PrintedNumber.Likeness.DIFFERENT;
                double most = start[i] * (contradicts ? CONTRADICTION_STRAY : STRAY);
                blended[i] = Math.clamp(value, start[i] / STRAY, Math.min(1, most));
                sum += blended[i];
            }
            for (int i = feature.offset(); sum > 0 && i < feature.offset() + feature.size(); i++) {
                blended[i] /= sum;
            }
        }
        return blended;
    }

    private static double[] logs(double[] m) {
        double[] logs = new double[m.length];
        for (int i = 0; i < m.length; i++) {
            logs[i] = Math.log(Math.max(m[i], 1e-6));
        }
        return logs;
    }
}
