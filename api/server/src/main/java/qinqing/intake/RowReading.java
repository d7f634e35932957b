package qinqing.intake;

import java.util.List;

/**
 * What a row says.
 *
 * @param people empty when the row was left out
 */
public record RowReading(List<ListedPerson> people, List<RowFinding> findings) {
    /** A sum, a signature line, a repeated header: not a row of the list at all. */
    static final RowReading NO_ROW = new RowReading(List.of(), List.of());

    boolean isNoRow() {
        return people.isEmpty() && findings.isEmpty();
    }

    boolean isBad() {
        return people.isEmpty() && !findings.isEmpty();
    }
}
