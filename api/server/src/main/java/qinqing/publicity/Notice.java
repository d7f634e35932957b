package qinqing.publicity;

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
import qinqing.programme.BenefitKind;

/** Annex 3 of a unit (A10.7), from draft to the end of its display. */
@Entity
@Table(name = "notice")
class Notice {
    /** The two numbers at the foot of Annex 3 (A10.7). */
    record Hotlines(String inspectionBody, String unit) {}

    @Id
    UUID id;

    String number;
    String countyCode;
    UUID unitId;

    @Enumerated(EnumType.STRING)
    NoticeForm form;

    @Enumerated(EnumType.STRING)
    BenefitKind benefitKind;

    @Enumerated(EnumType.STRING)
    NoticeStatus status;

    String title;

    @Nullable
    String remark;

    int requiredDays;
    String inspectionHotline;
    String unitHotline;

    @Nullable
    Instant publishedAt;

    @Nullable
    LocalDate displayFrom;

    int fullDays;

    @Nullable
    LocalDate countedOn;

    @Nullable
    LocalDate endsOn;

    @Nullable
    Instant completedAt;

    @Nullable
    String stateReason;

    @Nullable
    Instant withdrawnAt;

    @Nullable
    Instant retractedAt;

    @Nullable
    String correction;

    byte @Nullable [] contentDigest;

    /** Drawn up by the house after the finding and not touched by a clerk yet. */
    boolean prepared;

    int edition;

    @Nullable
    Instant editionAt;

    @Version
    int version;

    UUID createdBy;
    Instant createdAt;
    Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Notice() {}

    Notice(
            UUID id,
            String number,
            String countyCode,
            UUID unitId,
            NoticeForm form,
            BenefitKind benefitKind,
            String title,
            @Nullable String remark,
            int requiredDays,
            Hotlines hotlines,
            UUID createdBy,
            Instant now) {
        this.id = id;
        this.number = number;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.form = form;
        this.benefitKind = benefitKind;
        this.status = NoticeStatus.DRAFT;
        this.title = title;
        this.remark = remark;
        this.requiredDays = requiredDays;
        this.inspectionHotline = hotlines.inspectionBody();
        this.unitHotline = hotlines.unit();
        this.edition = 1;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.changedAt = now;
    }

    /** Goes up; after a withdrawal as a new edition, whose display begins at day 0 (A10.2). */
    void publish(int requiredDays, Hotlines hotlines, byte[] digest, Instant now) {
        if (status == NoticeStatus.SUSPENDED) {
            throw notAllowed(); // an objection is settled by verifying again, not by publishing (A10.9)
        }
        if (status == NoticeStatus.WITHDRAWN && publishedAt != null) {
            edition++;
        }
        become(NoticeStatus.DISPLAYED);
        this.prepared = false;
        this.requiredDays = Math.max(7, requiredDays);
        this.inspectionHotline = hotlines.inspectionBody();
        this.unitHotline = hotlines.unit();
        this.contentDigest = digest;
        this.publishedAt = now;
        this.stateReason = null;
        this.withdrawnAt = null;
        restart(now);
    }

    /** New texts; on display they make a new edition, whose display begins at day 0 (A10.2). */
    void edit(String title, @Nullable String remark, byte @Nullable [] digest, Instant now) {
        switch (status) {
            case DRAFT, WITHDRAWN -> {}
            case DISPLAYED -> {
                edition++;
                contentDigest = digest;
                restart(now);
            }
            case SUSPENDED, COMPLETED, RETRACTED -> throw notAllowed();
        }
        this.title = title;
        this.remark = remark;
        this.prepared = false;
        this.changedAt = now;
    }

    void withdraw(String reason, Instant now) {
        become(NoticeStatus.WITHDRAWN);
        this.prepared = false;
        this.stateReason = reason;
        this.withdrawnAt = now;
        this.endsOn = null;
        this.changedAt = now;
    }

    void retract(String reason, String correction, Instant now) {
        if (publishedAt == null) {
            throw notAllowed();
        }
        become(NoticeStatus.RETRACTED);
        this.stateReason = reason;
        this.correction = correction;
        this.retractedAt = now;
        this.endsOn = null;
        this.changedAt = now;
    }

    void suspend(String reason, Instant now) {
        become(NoticeStatus.SUSPENDED);
        this.stateReason = reason;
        this.endsOn = null;
        this.completedAt = null;
        this.changedAt = now;
    }

    /** Only what an objection held in doubt goes on; what was never published, or was taken down, is published. */
    void resume(Instant now) {
        if (status != NoticeStatus.SUSPENDED) {
            throw notAllowed();
        }
        become(NoticeStatus.DISPLAYED);
        this.stateReason = null;
        this.countedOn = null;
        this.changedAt = now;
    }

    /** What the clock says now. Completing is left to the job, which tells others of it. */
    void read(DisplayClock clock, Instant now) {
        displayFrom = clock.countingFrom();
        fullDays = clock.countedDays();
        endsOn = clock.expectedEnd();
        countedOn = clock.isComplete() ? null : DisplayClock.day(now);
        changedAt = now;
    }

    ProblemException notAllowed() {
        return new ProblemException(
                ProblemType.STATE_CONFLICT,
                "公示处于“" + status.title() + "”，不能进行此操作",
                "The notice is " + status + ", which does not allow this");
    }

    private void become(NoticeStatus next) {
        if (!status.mayBecome(next)) {
            throw notAllowed();
        }
        status = next;
    }

    private void restart(Instant now) {
        editionAt = now;
        displayFrom = null;
        fullDays = 0;
        countedOn = DisplayClock.day(now);
        endsOn = null;
        completedAt = null;
        changedAt = now;
    }
}
