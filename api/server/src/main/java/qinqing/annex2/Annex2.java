package qinqing.annex2;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/**
 * Annex 2 with every value read and normalised, complete or not: the content of a draft, and of the version it becomes. It holds
 * personal data in clear, so it lies in the database sealed only.
 */
public record Annex2(Declarant declarant, List<Relative> relatives, List<Matter> matters) {

    /** More relatives than any family has: a mistake, or an attack (A2.1). */
    static final int MOST_RELATIVES = 200;

    static final int MOST_MATTERS = 200;

    public Annex2 {
        relatives = List.copyOf(relatives);
        matters = List.copyOf(matters);
    }

    @Override
    public String toString() {
        return "Annex2[" + relatives.size() + " relatives]";
    }

    /** Part 1 (A3.1). */
    public record Declarant(
            @Nullable Sex sex,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String postTitle,
            @Nullable String jobGrade,
            @Nullable String duties,
            @Nullable Boolean inspectionStaff,
            @Nullable String idNumber,
            @Nullable String householdAddress,
            @Nullable String phone) {
        @Override
        public String toString() {
            return "Declarant";
        }
    }

    /**
     * One line of part 2 (A3.2).
     *
     * @param relativeId of the same relative in the version before, or one of this draft's own
     */
    public record Relative(
            UUID relativeId,
            String name,
            @Nullable Sex sex,
            @Nullable Kinship kinship,
            @Nullable String tie,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String employer,
            @Nullable String postTitle,
            @Nullable String idNumber,
            @Nullable IdAbsence idAbsence,
            @Nullable String phone,
            @Nullable String householdAddress,
            @Nullable String residenceDivision,
            @Nullable String note) {
        @Override
        public String toString() {
            return "Relative[" + relativeId + "]";
        }
    }

    /** A matter of interest (A3.4). */
    public record Matter(
            UUID matterId,
            @Nullable UUID relativeId,
            @Nullable MatterKind kind,
            @Nullable String title,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String connection) {
        @Override
        public String toString() {
            return "Matter[" + matterId + "]";
        }
    }
}
