package qinqing.disclosure;

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
import qinqing.deadline.Deadline;

/** One version of an official's declaration (Annex 2). Its content never changes once submitted; what changes is where it stands. */
@Entity
@Table(name = "declaration")
class Declaration {
    @Id
    UUID id;

    String countyCode;
    UUID officialId;
    UUID unitId;

    @Nullable
    UUID secondUnitId;

    int number;

    @Nullable
    UUID previousId;

    @Enumerated(EnumType.STRING)
    DeclarationStatus status = DeclarationStatus.SUBMITTED;

    byte[] contentSealed;
    int relatives;

    @Enumerated(EnumType.STRING)
    @Nullable
    AmendmentCause cause;

    @Nullable
    LocalDate changeOn;

    @Nullable
    LocalDate dueOn;

    Instant submittedAt;
    Instant pledgedAt;

    @Nullable
    UUID signerId;

    @Enumerated(EnumType.STRING)
    SigningRule signingRule;

    @Nullable
    UUID endorsedBy;

    @Nullable
    Instant endorsedAt;

    @Nullable
    String opinion;

    @Nullable
    UUID enteredBy;

    @Nullable
    Instant enteredAt;

    @Nullable
    String entryNote;

    boolean inForce;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Declaration() {}

    /** Where a new version goes: the recipients of A4, its place in the row of versions, and the signer. */
    record Route(
            UUID unitId,
            @Nullable UUID secondUnitId,
            int number,
            @Nullable UUID previousId,
            Signatory signatory) {}

    @SuppressWarnings("NullAway.Init")
    Declaration(
            UUID id,
            Official official,
            Route route,
            @Nullable ReportDuty duty,
            @Nullable AmendmentCause cause,
            Instant now) {
        this.id = id;
        this.countyCode = official.countyCode;
        this.officialId = official.id;
        this.unitId = route.unitId();
        this.secondUnitId = route.secondUnitId();
        this.number = route.number();
        this.previousId = route.previousId();
        this.cause = cause;
        this.changeOn = duty == null ? null : duty.changeOn();
        this.dueOn = duty == null ? null : duty.dueOn();
        this.submittedAt = now;
        this.pledgedAt = now;
        this.createdAt = now;
        assign(route.signatory());
    }

    void contains(byte[] sealed, int relatives) {
        this.contentSealed = sealed;
        this.relatives = relatives;
    }

    final void assign(Signatory signatory) {
        signerId = signatory.signer().orElse(null);
        signingRule = signatory.rule();
    }

    /** @param recipients one, or two for a dispatched body (A4.2) */
    void handOver(java.util.List<UUID> recipients) {
        unitId = recipients.getFirst();
        secondUnitId = recipients.size() > 1 ? recipients.get(1) : null;
    }

    boolean may(DeclarationStatus next) {
        return status.next().contains(next);
    }

    private void to(DeclarationStatus next) {
        if (!may(next)) {
            throw new IllegalStateException("a declaration that is " + status + " can't become " + next);
        }
        status = next;
    }

    void endorse(UUID signer, @Nullable String opinion, Instant now) {
        to(DeclarationStatus.ENDORSED);
        endorsedBy = signer;
        endorsedAt = now;
        this.opinion = opinion;
    }

    void giveBack(UUID signer, String reasons, Instant now) {
        to(DeclarationStatus.RETURNED);
        endorsedBy = signer;
        endorsedAt = now;
        opinion = reasons;
    }

    void enter(UUID clerk, @Nullable String note, Instant now) {
        to(DeclarationStatus.ENTERED);
        enteredBy = clerk;
        enteredAt = now;
        entryNote = note;
        inForce = true;
    }

    /** Another version takes its place, or the official left. */
    void expire() {
        inForce = false;
    }

    void close(String because) {
        to(DeclarationStatus.CLOSED);
        opinion = because;
    }

    /** The working calendar changed. */
    void dueBy(LocalDate day) {
        if (!day.equals(dueOn)) {
            dueOn = day;
        }
    }

    boolean isUnderWay() {
        return status == DeclarationStatus.SUBMITTED || status == DeclarationStatus.ENDORSED;
    }

    boolean isLate() {
        return dueOn != null && LocalDate.ofInstant(submittedAt, Deadline.ZONE).isAfter(dueOn);
    }
}
