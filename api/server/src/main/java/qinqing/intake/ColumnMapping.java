package qinqing.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file holds what.
 *
 * @param headerRow line of the headers as the spreadsheet program counts, 0 when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnMapping(@Nullable String sheet, int headerRow, List<Column> columns) {

    /**
     * @param index from 0
     * @param header what stands in the header row
     * @param recognised by its header; false where a person said so or nothing was found
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(
            int index,
            @Nullable String header,
            BeneficiaryField field,
            @Nullable Boolean recognised) {}

    boolean has(BeneficiaryField field) {
        return columns.stream().anyMatch(column -> column.field() == field);
    }

    /** Enough to tell who benefits. */
    public boolean namesSomebody() {
        return columns.stream().anyMatch(column -> column.field().namesSomebody());
    }

    /**
     * Enough to go on without asking: a name, and a column of ID numbers. A list without one would be read too, but then
     * a person should have seen that it was not overlooked.
     */
    boolean isSelfEvident() {
        return namesSomebody()
                && columns.stream().anyMatch(column -> column.field().numbersSomebody());
    }
}
