package qinqing.verification;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** One round of verifying a hit. People are accounts here, since one person may hold several assignments. */
@Entity
@Table(name = "verification")
class Verification {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID matchId;
    UUID ownerId;

    /** Why this owner was named, in the words of who named them. */
    @Nullable
    String assignmentNote;

    int round;

    @Enumerated(EnumType.STRING)
    Cause cause;

    @Nullable
    UUID objectionId;

    @Enumerated(EnumType.STRING)
    VerificationStatus status;

    LocalDate dueOn;
    String dueBecause;

    @Nullable
    @Enumerated(EnumType.STRING)
    Finding finding;

    @Nullable
    @Enumerated(EnumType.STRING)
    Measure measure;

    @Nullable
    String opinion;

    @Nullable
    UUID foundBy;

    @Nullable
    Instant foundAt;

    @Nullable
    UUID signedBy;

    @Nullable
    Instant signedAt;

    @Nullable
    UUID returnedBy;

    @Nullable
    Instant returnedAt;

    @Nullable
    String returnReasons;

    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init")
    protected Verification() {}

    Verification(
            UUID id,
            String countyCode,
            UUID unitId,
            UUID matchId,
            UUID ownerId,
            int round,
            Cause cause,
            @Nullable UUID objectionId,
            Due due,
            Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.matchId = matchId;
        this.ownerId = ownerId;
        this.round = round;
        this.cause = cause;
        this.objectionId = objectionId;
        this.status = VerificationStatus.OPEN;
        this.dueOn = due.on();
        this.dueBecause = due.because();
        this.createdAt = createdAt;
    }

    /** The verifier answers for the truth of it (A9.2); it counts once a second person has signed. */
    void found(FindingInput input, UUID account, Instant at) {
        go(VerificationStatus.FOUND);
        finding = input.outcome();
        measure = input.measure();
        opinion = input.reasons();
        foundBy = account;
        foundAt = at;
    }

    /** @throws ProblemException 422 for the person who found it (A9.2) */
    void signed(UUID account, Instant at) {
        mustBeSecond(account);
        go(VerificationStatus.CLOSED);
        signedBy = account;
        signedAt = at;
    }

    /** Back to the verifier, the finding is withdrawn. */
    void returned(String reasons, UUID account, Instant at) {
        mustBeSecond(account);
        go(VerificationStatus.OPEN);
        finding = null;
        measure = null;
        opinion = null;
        foundBy = null;
        foundAt = null;
        returnedBy = account;
        returnedAt = at;
        returnReasons = reasons;
    }

    void assign(UUID assignment, @Nullable String note) {
        if (status != VerificationStatus.OPEN) {
            throw wrongState();
        }
        ownerId = assignment;
        assignmentNote = note == null || note.isBlank() ? null : note.strip();
    }

    /** Its owner no longer acts; a finding that waits for its signature may come back to the new one. */
    void handOn(UUID assignment) {
        ownerId = assignment;
        assignmentNote = null;
    }

    private void mustBeSecond(UUID account) {
        if (status == VerificationStatus.FOUND && account.equals(foundBy)) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "核查结论须由另一人复核签字，记录人不得自行复核（A9.2）",
                    "Whoever recorded the finding can't sign it (A9.2)");
        }
    }

    private void go(VerificationStatus next) {
        if (!status.next().contains(next)) {
            throw wrongState();
        }
        status = next;
    }

    private ProblemException wrongState() {
        return new ProblemException(
                ProblemType.STATE_CONFLICT,
                switch (status) {
                    case OPEN -> "尚无核查结论";
                    case FOUND -> "核查结论待复核签字";
                    case CLOSED -> "核查已经办结";
                    case OBSOLETE -> "命中已不存在，不需核查";
                },
                "The verification is " + status);
    }
}
