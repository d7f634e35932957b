package qinqing.linkage.engine;

import java.util.Map;
import qinqing.linkage.Band;

/**
 * What a run did.
 *
 * @param subjects relatives and officials
 * @param rows beneficiary rows
 * @param persons persons named in the rows
 * @param pairs distinct pairs scored
 * @param hits by band, every band present
 * @param expectedWrong expected number of wrong links by band, the sum of what the probabilities leave
 * @param hotKeys look-ups left out because thousands share the key (lists of copies); 0 in ordinary lists
 * @param learned share of subjects that stand in the lists, as learned
 */
public record MatchReport(
        long subjects,
        long rows,
        long persons,
        long pairs,
        Map<Band, Long> hits,
        Map<Band, Double> expectedWrong,
        long hotKeys,
        double learned,
        String model,
        Map<String, Double> seconds) {}
