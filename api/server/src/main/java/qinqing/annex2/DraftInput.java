package qinqing.annex2;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** Annex 2 as typed, complete or not; personal values are raw and judged by {@link ReadsDraft}. */
public record DraftInput(
        @Nullable DeclarantInput declarant,
        @Nullable List<@Nullable RelativeInput> relatives,
        @Nullable List<@Nullable MatterInput> interestMatters) {

    @Override
    public String toString() {
        return "DraftInput";
    }

    /** Part 1 (A3.1); name and unit come from the register. */
    public record DeclarantInput(
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
            return "DeclarantInput";
        }
    }

    /** One line of part 2 (A3.2). A value left out of a known relative stays as it was. */
    public record RelativeInput(
            @Nullable UUID relativeId,
            @Nullable String name,
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
            return "RelativeInput";
        }
    }

    /** A matter of interest (A3.4). */
    record MatterInput(
            @Nullable UUID matterId,
            @Nullable Integer relativeIndex,
            @Nullable MatterKind kind,
            @Nullable String title,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String connection) {
        @Override
        public String toString() {
            return "MatterInput";
        }
    }
}
