package qinqing.linkage.kit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hits against the truth: recall by damage, false hits by trap, best F1, average precision, calibration. */
final class Evaluation {

    static final int BINS = 10;

    private record Scored(double score, boolean right, boolean certain) {}

    private final Map<String, String> damageOf = new HashMap<>();
    private final Map<String, String> trapOf = new HashMap<>();
    private final List<Scored> scored = new ArrayList<>();
    private final Map<String, long[]> byDamage = new TreeMap<>();
    private final Map<String, long[]> byTrap = new TreeMap<>();
    private long wrongRoles;

    Evaluation(Path hits, Path gold) {
        new Table(
                        gold,
                        List.of("relative_id", "beneficiary_id", "role", "damage"),
                        List.of("relative_id", "beneficiary_id"))
                .read(c -> damageOf.put(c[0] + '\t' + c[1], c[2] + '\t' + (c[3].isEmpty() ? "all" : c[3])));
        Path traps = gold.resolveSibling("traps.csv");
        if (Files.exists(traps)) {
            new Table(traps, List.of("relative_id", "beneficiary_id", "trap"), List.of("relative_id", "beneficiary_id"))
                    .read(c -> trapOf.put(c[0] + '\t' + c[1], c[2]));
        }
        damageOf.values()
                .forEach(d -> byDamage.computeIfAbsent(d.substring(d.indexOf('\t') + 1), k -> new long[3])[0]++);
        trapOf.values().forEach(t -> byTrap.computeIfAbsent(t, k -> new long[3])[0]++);
        new Table(
                        hits,
                        List.of("relative_id", "beneficiary_id", "role", "score", "band"),
                        List.of("relative_id", "beneficiary_id", "score"))
                .read(this::hit);
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
    }

    private void hit(String[] c) {
        String pair = c[0] + '\t' + c[1];
        String truth = damageOf.get(pair);
        boolean certain = c[4].equals("CERTAIN");
        scored.add(new Scored(Double.parseDouble(c[3]), truth != null, certain));
        if (truth != null) {
            long[] counts = byDamage.computeIfAbsent(truth.substring(truth.indexOf('\t') + 1), k -> new long[3]);
            counts[1]++;
            counts[2] += certain ? 1 : 0;
            wrongRoles += truth.startsWith(c[2]) ? 0 : 1;
        } else {
            long[] counts = byTrap.computeIfAbsent(trapOf.getOrDefault(pair, "other"), k -> new long[3]);
            counts[1]++;
            counts[2] += certain ? 1 : 0;
        }
    }

    long truePairs() {
        return damageOf.size();
    }

    private long right() {
        return scored.stream().filter(Scored::right).count();
    }

    double recall() {
        return right() / (double) Math.max(1, truePairs());
    }

    double certainPrecision() {
        long certain = scored.stream().filter(Scored::certain).count();
        return certain == 0 ? 1 : certainRight() / (double) certain;
    }

    private long certainRight() {
        return scored.stream().filter(s -> s.certain && s.right).count();
    }

    /** Share of the true pairs that are not CERTAIN. */
    double leftToPeople() {
        return 1 - certainRight() / (double) Math.max(1, truePairs());
    }

    double bestF1() {
        double best = 0;
        long right = 0;
        for (int i = 0; i < scored.size(); i++) {
            right += scored.get(i).right ? 1 : 0;
            boolean last = i + 1 == scored.size() || scored.get(i + 1).score < scored.get(i).score;
            if (last) {
                best = Math.max(best, 2.0 * right / (i + 1 + truePairs()));
            }
        }
        return best;
    }

    /** Ties count together, so that no order among equals flatters. */
    double averagePrecision() {
        double sum = 0;
        long right = 0;
        long before = 0;
        for (int i = 0; i < scored.size(); i++) {
            right += scored.get(i).right ? 1 : 0;
            boolean last = i + 1 == scored.size() || scored.get(i + 1).score < scored.get(i).score;
            if (last) {
                sum += (right - before) * (right / (double) (i + 1));
                before = right;
            }
        }
        return sum / Math.max(1, truePairs());
    }

    /** For each of ten bins of equally many hits: mean score, share right, hits. */
    List<double[]> reliability() {
        List<double[]> bins = new ArrayList<>();
        int n = scored.size();
        for (int b = 0; b < BINS && n > 0; b++) {
            int from = (int) ((long) n * b / BINS);
            int to = (int) ((long) n * (b + 1) / BINS);
            double score = 0;
            double right = 0;
            for (int i = from; i < to; i++) {
                score += scored.get(i).score;
                right += scored.get(i).right ? 1 : 0;
            }
            int size = Math.max(1, to - from);
            bins.add(new double[] {score / size, right / size, to - from});
        }
        return bins;
    }

    double calibrationError() {
        double error = 0;
        for (double[] bin : reliability()) {
            error += Math.abs(bin[0] - bin[1]) * bin[2];
        }
        return error / Math.max(1, scored.size());
    }

    /** Hits in tenths of the score: what a reader of one hit cares for. */
    List<double[]> byScore() {
        double[][] bins = new double[BINS][3];
        for (Scored s : scored) {
            double[] bin = bins[Math.min(BINS - 1, (int) (s.score * BINS))];
            bin[0] += s.score;
            bin[1] += s.right ? 1 : 0;
            bin[2]++;
        }
        List<double[]> list = new ArrayList<>();
        for (double[] bin : bins) {
            if (bin[2] > 0) {
                list.add(new double[] {bin[0] / bin[2], bin[1] / bin[2], bin[2]});
            }
        }
        return list;
    }

    /** The bars of matching.md that these hits miss, with the figure seen. */
    List<String> missedBars() {
        List<String> missed = new ArrayList<>();
        bar(missed, "best F1 >= 0.97", bestF1(), 0.97);
        bar(missed, "average precision >= 0.985", averagePrecision(), 0.985);
        bar(missed, "CERTAIN precision >= 0.9995", certainPrecision(), 0.9995);
        bar(missed, "left to people <= 0.03", -leftToPeople(), -0.03);
        bar(missed, "calibration error <= 0.03", -calibrationError(), -0.03);
        return missed;
    }

    private static void bar(List<String> missed, String bar, double seen, double needed) {
        if (seen < needed) {
            missed.add(String.format("%s, seen %.5f", bar, Math.abs(seen)));
        }
    }

    String report() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("true pairs %d, hits %d, wrong roles %d%n", truePairs(), scored.size(), wrongRoles));
        text.append(String.format(
                "best F1 %.4f  average precision %.4f  recall %.4f  CERTAIN precision %.5f  left to people %.4f  ECE %.4f%n",
                bestF1(), averagePrecision(), recall(), certainPrecision(), leftToPeople(), calibrationError()));
        text.append("recall by damage (pairs, found, CERTAIN)\n");
        byDamage.forEach((d, c) -> text.append(
                String.format("  %-36s %8d  %.4f  %.4f%n", d, c[0], c[1] / (double) c[0], c[2] / (double) c[0])));
        text.append("false hits by trap (pairs laid, hits, CERTAIN)\n");
        byTrap.forEach((t, c) -> text.append(String.format("  %-36s %8d  %d  %d%n", t, c[0], c[1], c[2])));
        text.append("by score: mean score, share right, hits\n");
        byScore().forEach(b -> text.append(String.format("  %.4f  %.4f  %.0f%n", b[0], b[1], b[2])));
        return text.toString();
    }
}
