package qinqing.demo;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is really in the lists, to be compared with what the server found.
 *
 * @param matches expected pairs in programmes that are in scope (A7.1)
 * @param universalMatches pairs in universal programmes, which must raise no task
 * @param traps rows that look like a relative and are none: namesakes and shared phones
 * @param undeclared rows of kin nobody declared (A2.3): not to be found from declarations
 * @param faults how often each fault was written, per file
 * @param rows rows per file, header not counted
 */
public record GroundTruth(
        List<ExpectedMatch> matches,
        List<ExpectedMatch> universalMatches,
        List<RowReference> traps,
        List<RowReference> undeclared,
        Map<String, Map<RowFault, Integer>> faults,
        Map<String, Integer> rows) {

    /** @param person the relative the row looks like, or is */
    public record RowReference(String file, int line, int person, String why) {}

    public long certain() {
        return count(ExpectedMatch.Evidence.EXACT_ID);
    }

    public long count(ExpectedMatch.Evidence evidence) {
        return matches.stream().filter(match -> match.evidence() == evidence).count();
    }

    /** Rows with at least one expected match. */
    public long matchedRows() {
        return matches.stream()
                .map(match -> match.file() + '\0' + match.line())
                .distinct()
                .count();
    }

    public int totalRows() {
        return rows.values().stream().mapToInt(Integer::intValue).sum();
    }

    public Map<RowFault, Integer> faultsInAll() {
        var sum = new EnumMap<RowFault, Integer>(RowFault.class);
        faults.values().forEach(file -> file.forEach((fault, n) -> sum.merge(fault, n, Integer::sum)));
        return sum;
    }

    public int refusedRows() {
        return faultsInAll().entrySet().stream()
                .filter(entry -> entry.getKey().isRefused())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
