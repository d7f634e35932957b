package qinqing.benefit;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import qinqing.intake.RowFault;

/** One thing that is wrong with a row, in words; what the cell held is not repeated. */
record RowErrorView(
        int rowNumber, @Nullable String column, @Nullable String field, String severity, String code, String reason) {

    /** As it lies in the table. */
    record Stored(
            int rowNumber,
            int position,
            @Nullable String column,
            @Nullable String field,
            String severity,
            String code) {
        static Stored of(Object[] row) {
            return new Stored(
                    (Integer) row[0], (Integer) row[1], (String) row[2], (String) row[3], (String) row[4], (String)
                            row[5]);
        }

        RowErrorView view(List<Locale> wanted) {
            return new RowErrorView(
                    rowNumber,
                    column,
                    field,
                    severity,
                    code,
                    RowFault.sentence(code).in(wanted));
        }
    }
}
