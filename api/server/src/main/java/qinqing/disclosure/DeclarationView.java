package qinqing.disclosure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Annex2;
import qinqing.annex2.Covered;
import qinqing.annex2.IdAbsence;
import qinqing.annex2.MatterKind;
import qinqing.kernel.Kinship;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** A version of a declaration whole, personal values covered, the declarant's own too. */
record DeclarationView(
        @JsonUnwrapped SummaryView summary,
        DeclarantView declarant,
        List<RelativeView> relatives,
        List<MatterView> interestMatters,
        PledgeView pledge,
        SignerView requiredSigner,
        @Nullable EndorsementView endorsement,
        @Nullable UUID enteredBy,
        @Nullable String entryNote,
        @Nullable UUID previousDeclarationId) {

    /** One line of a list. */
    record SummaryView(
            UUID id,
            UUID officialId,
            String officialName,
            UUID unitId,
            String unitName,
            @Nullable UUID secondUnitId,
            int version,
            String kind,
            DeclarationStatus state,
            @Nullable AmendmentCause cause,
            @Nullable LocalDate changedOn,
            boolean late,
            int relativeCount,
            Instant submittedAt,
            @Nullable Instant endorsedAt,
            @Nullable Instant enteredAt) {
        static SummaryView of(Declaration declaration, String officialName, String unitName) {
            return new SummaryView(
                    declaration.id,
                    declaration.officialId,
                    officialName,
                    declaration.unitId,
                    unitName,
                    declaration.secondUnitId,
                    declaration.number,
                    declaration.previousId == null ? "FIRST" : "AMENDMENT",
                    declaration.status,
                    declaration.cause,
                    declaration.changeOn,
                    declaration.isLate(),
                    declaration.relatives,
                    declaration.submittedAt,
                    declaration.endorsedAt,
                    declaration.enteredAt);
        }
    }

    record DeclarantView(
            UUID officialId,
            String name,
            @Nullable Sex sex,
            @Nullable PoliticalStatus politicalStatus,
            String unitName,
            @Nullable String postTitle,
            @Nullable String jobGrade,
            @Nullable String duties,
            @Nullable Boolean inspectionStaff,
            @Nullable String idNumberMasked,
            @Nullable String householdAddressMasked,
            @Nullable String phoneMasked) {
        static DeclarantView of(UUID officialId, String name, String unitName, Annex2.Declarant declarant) {
            return new DeclarantView(
                    officialId,
                    name,
                    declarant.sex(),
                    declarant.politicalStatus(),
                    unitName,
                    declarant.postTitle(),
                    declarant.jobGrade(),
                    declarant.duties(),
                    declarant.inspectionStaff(),
                    Covered.id(declarant.idNumber()),
                    Covered.address(declarant.householdAddress()),
                    Covered.phone(declarant.phone()));
        }
    }

    record RelativeView(
            UUID relativeId,
            String name,
            @Nullable Sex sex,
            @Nullable Kinship kinship,
            @Nullable String tie,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String employer,
            @Nullable String postTitle,
            @Nullable String idNumberMasked,
            @Nullable IdAbsence idAbsence,
            @Nullable String phoneMasked,
            @Nullable String householdAddressMasked,
            @Nullable String residenceDivision,
            @Nullable String note) {
        static List<RelativeView> all(Annex2 content) {
            return content.relatives().stream().map(RelativeView::of).toList();
        }

        private static RelativeView of(Annex2.Relative relative) {
            return new RelativeView(
                    relative.relativeId(),
                    relative.name(),
                    relative.sex(),
                    relative.kinship(),
                    relative.tie(),
                    relative.politicalStatus(),
                    relative.employer(),
                    relative.postTitle(),
                    Covered.id(relative.idNumber()),
                    relative.idAbsence(),
                    Covered.phone(relative.phone()),
                    Covered.address(relative.householdAddress()),
                    relative.residenceDivision(),
                    relative.note());
        }
    }

    record MatterView(
            UUID matterId,
            @Nullable UUID relativeId,
            @Nullable MatterKind kind,
            @Nullable String title,
            @Nullable String authority,
            @Nullable String amount,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String connection) {
        static List<MatterView> all(Annex2 content) {
            return content.matters().stream()
                    .map(matter -> new MatterView(
                            matter.matterId(),
                            matter.relativeId(),
                            matter.kind(),
                            matter.title(),
                            matter.authority(),
                            matter.amount(),
                            matter.from(),
                            matter.to(),
                            matter.connection()))
                    .toList();
        }
    }

    record PledgeView(String text, String signedName, Instant signedAt) {}

    /** @param title the office that has to sign */
    record SignerView(
            String requirement,
            String title,
            @Nullable UUID officialId,
            @Nullable String name) {}

    record EndorsementView(
            String decision,
            @Nullable String opinion,
            @Nullable String reasons,
            UUID signerId,
            String signerName,
            @Nullable String signerPost,
            Instant signedAt) {}
}
