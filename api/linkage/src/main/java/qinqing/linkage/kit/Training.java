package qinqing.linkage.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import qinqing.linkage.engine.Matching;
import qinqing.linkage.engine.Model;

/**
 * Fits the calibration: on counties with known truth, what share of the hits of each raw score is right, kept monotone by
 * pooling neighbours that contradict the order and drawn towards the raw score where hits are few. The other numbers of
 * a model come from principles and from each run's own lists, so nothing else is fitted here.
 */
final class Training {

    private static final int POINTS = 24;
    /** Pseudo-hits that believe the raw score, in each bin. */
    private static final double FAITH = 60;

    private final int threads;

    Training(int threads) {
        this.threads = threads;
    }

    private record Scored(double raw, boolean right) {}

    /** The text of the standard model with a calibration fitted on these folders and a version of its own. */
    String calibrated(List<Path> counties, String version) throws IOException {
        List<Scored> scored = new ArrayList<>();
        Model raw = Model.standard().uncalibrated();
        for (Path county : counties) {
            Set<String> truth = new HashSet<>();
            new Table(
                            county.resolve("gold.csv"),
                            List.of("relative_id", "beneficiary_id"),
                            List.of("relative_id", "beneficiary_id"))
                    .read(c -> truth.add(c[0] + '\t' + c[1]));
            Matching matching = new Matching(raw, threads);
            Inputs inputs = new Inputs(matching, threads);
            inputs.relatives(county.resolve("relatives.csv"));
            if (Files.exists(county.resolve("officials.csv"))) {
                inputs.officials(county.resolve("officials.csv"));
            }
            inputs.beneficiaries(county.resolve("beneficiaries.csv"));
            matching.run(hit ->
                    scored.add(new Scored(hit.score(), truth.contains(hit.relativeId() + '\t' + hit.beneficiaryId()))));
        }
        return text(points(scored), version);
    }

    /** Raw and fitted log odds, rising in both. */
    private static List<double[]> points(List<Scored> scored) {
        scored.sort(Comparator.comparingDouble(Scored::raw));
        List<double[]> bins = new ArrayList<>(); // raw log odds, hits right, hits
        double[] edges = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            edges[i] = -4 + i * 22.0 / POINTS;
        }
        int at = 0;
        for (int i = 0; i < POINTS; i++) {
            double raw = 0;
            double right = 0;
            int n = 0;
            while (at < scored.size() && (Model.logit(scored.get(at).raw) < edges[i + 1] || i == POINTS - 1)) {
                raw += scored.get(at).raw;
                right += scored.get(at).right ? 1 : 0;
                n++;
                at++;
            }
            if (n > 0) {
                double mean = raw / n;
                bins.add(new double[] {Model.logit(mean), right + FAITH * mean, n + FAITH});
            }
        }
        for (boolean pooled = true; pooled; ) {
            pooled = false;
            for (int i = 0; i + 1 < bins.size(); i++) {
                double[] a = bins.get(i);
                double[] b = bins.get(i + 1);
                if (a[1] / a[2] >= b[1] / b[2]) {
                    bins.set(i, new double[] {(a[0] * a[2] + b[0] * b[2]) / (a[2] + b[2]), a[1] + b[1], a[2] + b[2]});
                    bins.remove(i + 1);
                    pooled = true;
                    break;
                }
            }
        }
        return bins.stream()
                .map(b -> new double[] {b[0], Model.logit(b[1] / b[2])})
                .toList();
    }

    private static String text(List<double[]> points, String version) throws IOException {
        StringBuilder text = new StringBuilder();
        try (BufferedReader standard = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Model.class.getResourceAsStream("model.properties")), StandardCharsets.UTF_8))) {
            standard.lines()
                    .map(l -> l.startsWith("version") ? "version = " + version : l)
                    .filter(l -> !l.startsWith("calibration."))
                    .forEach(l -> text.append(l).append('\n'));
        }
        return text.append("calibration.from = ")
                .append(column(points, 0))
                .append("\ncalibration.to = ")
                .append(column(points, 1))
                .append('\n')
                .toString();
    }

    private static String column(List<double[]> points, int column) {
        return String.join(
                ", ",
                points.stream()
                        .map(p -> String.format(Locale.ROOT, "%.3f", p[column]))
                        .toList());
    }
}
