package qinqing.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingRelativesTest {

    private static final double PRECISION = 0.95;
    private static final double RECALL = 0.80;

    /** Whole counties of 3 000 to 4 000 officials; one line in twenty is dropped, some ID numbers are not known. */
    @ParameterizedTest
    @CsvSource({"3, 15000, 0.10", "7, 20000, 0.05"})
    void ninety_five_of_a_hundred_questions_are_right_and_eight_of_ten_inferable_lines_are_found(
            long seed, int founders, double remarried) {
        var county = new InventedFamilies(seed, founders, remarried, 0.05, 0.03);
        var found = new MissingRelatives(county.persons, county.kept).find();
        var truth = new HashMap<List<Integer>, Declared>();
        county.dropped.forEach(line -> truth.put(List.of(line.official(), line.relative()), line));
        long right = found.stream()
                .filter(missing -> {
                    var line = truth.get(List.of(missing.official(), missing.relative()));
                    return line != null && (missing.kinship() == null || missing.kinship() == line.kinship());
                })
                .count();
        var asked = found.stream()
                .map(missing -> List.of(missing.official(), missing.relative()))
                .collect(Collectors.toSet());
        var inferable = county.inferable();
        long recalled = inferable.stream()
                .filter(line -> asked.contains(List.of(line.official(), line.relative())))
                .count();
        assertThat(right / (double) found.size())
                .as("precision: %d right of %d asked", right, found.size())
                .isGreaterThanOrEqualTo(PRECISION);
        assertThat(recalled / (double) inferable.size())
                .as("recall: %d found of %d inferable", recalled, inferable.size())
                .isGreaterThanOrEqualTo(RECALL);
    }

    @Test
    void the_order_of_the_filings_does_not_matter() {
        var county = new InventedFamilies(5, 3000, 0.05, 0.05, 0.03);
        var shuffled = new ArrayList<>(county.kept);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(new MissingRelatives(county.persons, shuffled).find())
                .isEqualTo(new MissingRelatives(county.persons, county.kept).find());
    }

    @Test
    void nobody_is_asked_when_nothing_is_missing() {
        var county = new InventedFamilies(6, 3000, 0, 0, 0);
        assertThat(new MissingRelatives(county.persons, county.kept).find()).isEmpty();
    }

    @Test
    void a_county_without_filings_has_no_questions() {
        assertThat(new MissingRelatives(List.of(), List.of()).find()).isEmpty();
    }
}
