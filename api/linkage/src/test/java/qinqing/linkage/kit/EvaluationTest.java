package qinqing.linkage.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The evaluation kit's report on small counties, with thresholds; larger ones are measured by hand (the model's card). */
class EvaluationTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void generate() throws IOException {
        for (String style : List.of("a", "b", "c", "d")) {
            new CountyGenerator(11, CountyStyle.of(style), 300, 15_000).write(folder.resolve(style));
        }
    }

    private static Evaluation evaluate(String style) throws IOException {
        Path county = folder.resolve(style);
        LinkRun run = LinkRun.of(
                county,
                county.resolve("relatives.csv"),
                county.resolve("beneficiaries.csv"),
                "--officials",
                county.resolve("officials.csv").toString());
        assertThat(run.code()).as(run.said()).isZero();
        Evaluation evaluation = new Evaluation(county.resolve("hits.csv"), county.resolve("gold.csv"));
        System.out.printf("county %s%n%s", style, evaluation.report());
        return evaluation;
    }

    /** b and d hide more than any method can bring back (names alone), so their thresholds are lower. */
    @ParameterizedTest
    @CsvSource({"a, 0.98, 0.985, 0.15", "b, 0.92, 0.93, 0.45", "c, 0.99, 0.99, 0.10", "d, 0.90, 0.92, 0.45"})
    void quality_holds(String style, double f1, double averagePrecision, double left) throws IOException {
        Evaluation e = evaluate(style);
        assertThat(e.bestF1()).isGreaterThan(f1);
        assertThat(e.averagePrecision()).isGreaterThan(averagePrecision);
        assertThat(e.leftToPeople()).isLessThan(left);
        assertThat(e.calibrationError()).isLessThan(0.03);
        assertThat(e.certainPrecision()).isGreaterThan(0.998);
    }

    @Test
    void pairs_equal_after_normalisation_are_all_found_and_none_is_wrong() throws IOException {
        List<String> relatives = Files.readAllLines(folder.resolve("a/relatives.csv"));
        List<String> rows = new ArrayList<>(List.of("beneficiary_id,name,id_number"));
        Random chance = new Random(5);
        int expected = 0;
        for (String relative : relatives.subList(1, relatives.size())) {
            String[] c = relative.split(",");
            if (!c[5].isEmpty()) {
                rows.add("B-" + c[5] + "-" + rows.size() + "," + Damage.traditional(Damage.blank(c[3])) + ",\""
                        + Damage.dress(c[5], chance) + "\"");
                expected++;
            }
        }
        Path own = Files.createDirectories(folder.resolve("equal"));
        LinkRun run = LinkRun.of(own, folder.resolve("a/relatives.csv"), Files.write(own.resolve("rows.csv"), rows));
        java.util.Map<String, String> numberOf = new java.util.HashMap<>();
        relatives.forEach(r -> numberOf.put(r.split(",")[0], r.split(",")[5]));
        List<String> strong = run.hits().stream()
                .skip(1)
                .filter(h -> Double.parseDouble(h.split(",")[3]) > 0.5)
                .toList();
        assertThat(strong)
                .allMatch(h -> numberOf.getOrDefault(h.split(",")[0], "?").isEmpty()
                        || numberOf.getOrDefault(h.split(",")[0], "?").equals(h.split("-")[1]));
        assertThat(strong.stream().map(h -> h.split(",")[1]).distinct()).hasSize(expected);
    }

    @Test
    void neither_threads_nor_the_order_of_lines_show() throws IOException {
        Path county = folder.resolve("b");
        List<String> before = null;
        for (int threads : new int[] {1, 2, 5}) {
            Path own = Files.createDirectories(folder.resolve("order" + threads));
            for (String file : List.of("relatives.csv", "beneficiaries.csv", "officials.csv")) {
                List<String> lines = new ArrayList<>(Files.readAllLines(county.resolve(file)));
                List<String> body = lines.subList(1, lines.size());
                if (threads > 1) {
                    Collections.shuffle(body, new Random(threads));
                }
                Files.write(own.resolve(file), lines);
            }
            LinkRun run = LinkRun.of(
                    own,
                    own.resolve("relatives.csv"),
                    own.resolve("beneficiaries.csv"),
                    "--officials",
                    own.resolve("officials.csv").toString(),
                    "--threads",
                    Integer.toString(threads));
            assertThat(run.hits()).hasSizeGreaterThan(1000);
            if (before != null) {
                assertThat(run.hits()).isEqualTo(before);
            }
            before = run.hits();
        }
    }

    /** More that agrees never lowers a score: the same row with a phone, a village, more digits. */
    @Test
    void evidence_that_agrees_never_lowers_the_score() throws IOException {
        List<String> relatives = List.of(LinkRun.RELATIVES, "r1,o1,父亲,张国强,512301195001011236,13812345678,渠江镇红星村3组12号");
        List<String> ladder = List.of(
                "b1,L1,张国强,,,",
                "b1,L1,张国强,,,渠江镇",
                "b1,L1,张国强,,,渠江镇红星村",
                "b1,L1,张国强,,,渠江镇红星村3组",
                "b1,L1,张国强,,13812345678,渠江镇红星村3组",
                "b1,L1,张国强,5123**********1236,13812345678,渠江镇红星村3组",
                "b1,L1,张国强,512301195001011236,13812345678,渠江镇红星村3组");
        double before = 0;
        for (String row : ladder) {
            List<String> hits =
                    LinkRun.of(folder, relatives, List.of(LinkRun.ROWS, row)).hits();
            double score = hits.size() < 2 ? 0 : Double.parseDouble(hits.get(1).split(",")[3]);
            assertThat(score).as(row).isGreaterThanOrEqualTo(before);
            before = score;
        }
    }

    @Test
    void a_trained_model_is_read_back() throws IOException {
        String text = new Training(2).calibrated(List.of(folder.resolve("a")), "test-1");
        Path model = Files.writeString(folder.resolve("trained.properties"), text);
        LinkRun run =
                LinkRun.of(folder, List.of(LinkRun.RELATIVES), List.of(LinkRun.ROWS), "--model", model.toString());
        assertThat(run.code()).as(run.said()).isZero();
        assertThat(run.said()).contains("test-1");
    }
}
