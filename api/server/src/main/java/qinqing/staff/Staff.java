package qinqing.staff;

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

/**
 * The responsible leader or the clerk of a unit, with the registration of Annex 4 (A6).
 *
 * <pre>
 * DRAFT ──pledge (A6.4)──▶ PLEDGED ──opinion of the party organisation (A6.3)──▶ FILED with 区纪委 (A6.2)
 *   ▲ ▲────returned, or another name──┘ ▲──────────────the form was changed──────────┘
 * every state ──end──▶ ENDED
 * </pre>
 */
@Entity
@Table(name = "staff")
class Staff {
    /** 附件4 承诺书 (A6.4). */
    static final String PLEDGE = "本人承诺：严格遵守保密纪律，未经批准不得泄露涉权事项有关信息。";

    enum Status {
        DRAFT,
        PLEDGED,
        FILED,
        ENDED
    }

    enum Decision {
        APPROVE,
        RETURN
    }

    @Id
    UUID id;

    String countyCode;
    UUID unitId;

    @Enumerated(EnumType.STRING)
    StaffDuty duty;

    @Nullable
    UUID accountId;

    String name;
    byte[] personToken;
    byte[] contentSealed;
    byte @Nullable [] photoSealed;

    @Nullable
    String photoType;

    boolean inspectionStaff;

    @Enumerated(EnumType.STRING)
    Status status;

    @Nullable
    String pledgeText;

    @Nullable
    String pledgeName;

    @Nullable
    Instant pledgedAt;

    @Enumerated(EnumType.STRING)
    @Nullable
    Decision decision;

    @Nullable
    String opinion;

    @Nullable
    String reasons;

    @Nullable
    UUID decidedBy;

    @Nullable
    String decidedName;

    @Nullable
    Instant decidedAt;

    LocalDate fromDay;

    @Nullable
    LocalDate toDay;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Staff() {}

    Staff(
            UUID id,
            String countyCode,
            UUID unitId,
            StaffRequest.Wanted wanted,
            byte[] personToken,
            byte[] contentSealed,
            Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.duty = wanted.duty();
        this.accountId = wanted.account().orElse(null);
        this.name = wanted.name().value();
        this.personToken = personToken;
        this.contentSealed = contentSealed;
        this.fromDay = wanted.from();
        this.status = Status.DRAFT;
        this.createdAt = createdAt;
    }

    /** A change after the opinion needs a new one; under another name the pledge is somebody else's. */
    void change(StaffRequest.Wanted wanted, byte[] token, byte[] sealed) {
        requireNotEnded();
        boolean samePerson = name.equals(wanted.name().value());
        accountId = wanted.account().orElse(accountId);
        name = wanted.name().value();
        personToken = token;
        contentSealed = sealed;
        fromDay = wanted.from();
        forgetOpinion();
        if (!samePerson) {
            forgetPledge();
        }
        status = pledgedAt == null ? Status.DRAFT : Status.PLEDGED;
    }

    void show(byte[] sealed, String type) {
        requireNotEnded();
        photoSealed = sealed;
        photoType = type;
    }

    /** A6.4. */
    void pledge(String signedName, Instant now) {
        if (status != Status.DRAFT) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT, "已经签署承诺，或者指定已结束", "Pledged already, or the appointment has ended");
        }
        pledgeText = PLEDGE;
        pledgeName = signedName;
        pledgedAt = now;
        status = Status.PLEDGED;
    }

    /** 呈报单位党组织意见 (A6.3); approved, the form is filed with the inspection body of the county (A6.2). */
    void approve(@Nullable String opinion, UUID by, String byName, Instant now) {
        requirePledged();
        this.opinion = opinion;
        this.reasons = null;
        decide(Decision.APPROVE, by, byName, now);
        status = Status.FILED;
    }

    void sendBack(@Nullable String opinion, String reasons, UUID by, String byName, Instant now) {
        requirePledged();
        this.opinion = opinion;
        this.reasons = reasons;
        decide(Decision.RETURN, by, byName, now);
        forgetPledge();
        status = Status.DRAFT;
    }

    void end(LocalDate today) {
        requireNotEnded();
        status = Status.ENDED;
        toDay = today;
    }

    private void decide(Decision chosen, UUID by, String byName, Instant now) {
        decision = chosen;
        decidedBy = by;
        decidedName = byName;
        decidedAt = now;
    }

    private void forgetOpinion() {
        decision = null;
        opinion = null;
        reasons = null;
        decidedBy = null;
        decidedName = null;
        decidedAt = null;
    }

    private void forgetPledge() {
        pledgeText = null;
        pledgeName = null;
        pledgedAt = null;
    }

    private void requireNotEnded() {
        if (status == Status.ENDED) {
            throw new ProblemException(ProblemType.STATE_CONFLICT, "指定已经结束", "The appointment has ended");
        }
    }

    private void requirePledged() {
        if (status != Status.PLEDGED) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "本人签署保密承诺后，党组织才能签署意见（A6.4）",
                    "The person pledges first (A6.4), then the party organisation gives its opinion");
        }
    }
}
