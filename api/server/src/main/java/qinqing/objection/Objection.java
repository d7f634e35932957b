package qinqing.objection;

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
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.publicity.PostedNotice;

/** What somebody has against a notice; its words and the objector's contact are sealed (A14.11). */
@Entity
@Table(name = "objection")
class Objection {
    /** What is kept of an objection besides its terms, sealed where it tells of people. */
    record Content(
            UUID id,
            TrackingSecret secret,
            byte[] textSealed,
            byte @Nullable [] contactSealed,
            @Nullable UUID account) {}

    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID noticeId;

    @Nullable
    UUID noticeRowId;

    String trackingNumber;
    byte[] secretHash;
    byte[] textSealed;
    byte @Nullable [] contactSealed;

    @Nullable
    UUID accountId;

    @Enumerated(EnumType.STRING)
    ObjectionStatus status;

    LocalDate screenDueOn;
    String screenBecause;

    @Nullable
    LocalDate resolveDueOn;

    @Nullable
    String resolveBecause;

    boolean newFacts;
    boolean reopened;

    @Nullable
    UUID screenedBy;

    @Nullable
    Instant screenedAt;

    @Nullable
    String screeningReason;

    @Nullable
    LocalDate escalatedOn;

    @Nullable
    String result;

    @Nullable
    UUID resolvedBy;

    @Nullable
    Instant resolvedAt;

    LocalDate createdOn;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init")
    protected Objection() {}

    Objection(
            Content content,
            PostedNotice notice,
            PostedNotice.@Nullable Line row,
            UUID approvingUnit,
            Deadline screening) {
        this.id = content.id();
        this.countyCode = notice.countyCode();
        this.unitId = approvingUnit;
        this.noticeId = notice.id();
        this.noticeRowId = row == null ? null : row.id();
        this.trackingNumber = content.secret().number();
        this.secretHash = content.secret().hash();
        this.textSealed = content.textSealed();
        this.contactSealed = content.contactSealed();
        this.accountId = content.account();
        this.status = ObjectionStatus.RECEIVED;
        this.screenDueOn = screening.due();
        this.screenBecause = screening.because();
        this.createdOn = screening.start();
    }

    void accept(boolean newFacts, boolean reopened, Deadline answer, UUID by, Instant now) {
        become(ObjectionStatus.ACCEPTED);
        this.newFacts = newFacts;
        this.reopened = reopened;
        this.resolveDueOn = answer.due();
        this.resolveBecause = answer.because();
        this.screenedBy = by;
        this.screenedAt = now;
    }

    void reject(String reason, UUID by, Instant now) {
        become(ObjectionStatus.REJECTED);
        this.screeningReason = reason;
        this.screenedBy = by;
        this.screenedAt = now;
    }

    void resolve(boolean upheld, String reply, UUID by, Instant now) {
        become(upheld ? ObjectionStatus.UPHELD : ObjectionStatus.NOT_UPHELD);
        this.result = reply;
        this.resolvedBy = by;
        this.resolvedAt = now;
    }

    LocalDate dueOn() {
        return resolveDueOn == null ? screenDueOn : resolveDueOn;
    }

    String because() {
        return resolveBecause == null ? screenBecause : resolveBecause;
    }

    boolean isOverdue(LocalDate today) {
        return status.isOpen() && dueOn().isBefore(today);
    }

    private void become(ObjectionStatus next) {
        if (!status.mayBecome(next)) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "异议处于“" + status.title() + "”，不能进行此操作",
                    "The objection is " + status + ", which does not allow this");
        }
        status = next;
    }
}
