package qinqing.intake;

import org.jspecify.annotations.Nullable;

/**
 * One thing to say about a row.
 *
 * @param header of the column; null where it is about the whole row
 * @param code of {@link RowFault} or of a kernel fault with its family
 */
public record RowFinding(
        Severity severity,
        @Nullable String header,
        @Nullable BeneficiaryField field,
        String code) {

    public enum Severity {
        /** The row was left out. */
        ERROR,
        /** It was kept. */
        WARNING
    }
}
