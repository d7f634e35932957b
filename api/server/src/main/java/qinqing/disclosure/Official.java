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
import qinqing.annex2.Annex2;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** 党员干部 in the register: who has to report (A1.1–A1.4) and who may have to sign (A5). */
@Entity
@Table(name = "official")
class Official {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    String name;
    String nameKey;

    @Enumerated(EnumType.STRING)
    Sex sex;

    @Enumerated(EnumType.STRING)
    PoliticalStatus politicalStatus;

    @Enumerated(EnumType.STRING)
    Rank rank;

    @Nullable
    UUID postId;

    String post;

    @Nullable
    String grade;

    String duties = "";
    boolean inspectionStaff;
    boolean managedAbove;
    byte[] idNumberSealed;
    byte[] personToken;
    byte @Nullable [] phoneSealed;
    byte @Nullable [] phoneToken;
    byte @Nullable [] addressSealed;
    byte @Nullable [] addressToken;

    @Nullable
    UUID leaderId;

    @Enumerated(EnumType.STRING)
    OfficialStatus status = OfficialStatus.ACTIVE;

    @Nullable
    LocalDate statusSince;

    @Enumerated(EnumType.STRING)
    @Nullable
    AmendmentCause reportCause;

    @Nullable
    LocalDate reportChangeOn;

    @Nullable
    LocalDate reportDueOn;

    @Nullable
    LocalDate remindedOn;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Official() {}

    @SuppressWarnings("NullAway.Init")
    Official(UUID id, String countyCode, UUID unitId, RegisterEntry entry, SealedPerson person, Instant now) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.createdAt = now;
        register(entry, person);
    }

    /** Writes or corrects the entry; sealed values that were left out stay. */
    void register(RegisterEntry entry, SealedPerson person) {
        name = entry.name().value();
        nameKey = entry.name().key();
        sex = entry.sex();
        politicalStatus = entry.politicalStatus();
        rank = entry.rank();
        postId = entry.postId();
        post = entry.post();
        grade = entry.grade();
        inspectionStaff = entry.inspectionStaff();
        managedAbove = entry.managedAbove();
        leaderId = entry.leaderId();
        statusSince = entry.since() == null ? statusSince : entry.since();
        if (person.idNumberSealed() != null && person.personToken() != null) {
            idNumberSealed = person.idNumberSealed();
            personToken = person.personToken();
        }
        if (person.phoneSealed() != null) {
            phoneSealed = person.phoneSealed();
            phoneToken = person.phoneToken();
        }
    }

    /** What the official declared of themselves becomes the register's (A3.6): work, address, phone. */
    void declared(Annex2.Declarant declarant, SealedPerson person) {
        duties = declarant.duties() == null ? duties : declarant.duties();
        politicalStatus = declarant.politicalStatus() == null ? politicalStatus : declarant.politicalStatus();
        phoneSealed = person.phoneSealed();
        phoneToken = person.phoneToken();
        addressSealed = person.addressSealed();
        addressToken = person.addressToken();
    }

    void moveTo(UUID unit, StatusChanges.NewPost next, LocalDate on) {
        unitId = unit;
        status = OfficialStatus.ACTIVE;
        statusSince = on;
        post = next.post() == null ? post : next.post();
        postId = next.postId();
        rank = next.rank() == null ? rank : next.rank();
        leaderId = next.leaderId();
    }

    void leave(OfficialStatus how, LocalDate on) {
        status = how;
        statusSince = on;
        noDuty();
    }

    void mustReport(ReportDuty duty) {
        reportCause = duty.cause();
        reportChangeOn = duty.changeOn();
        reportDueOn = duty.dueOn();
        remindedOn = null;
    }

    /** The same duty by another calendar. */
    void reportBy(LocalDate due) {
        reportDueOn = due;
    }

    void noDuty() {
        reportCause = null;
        reportChangeOn = null;
        reportDueOn = null;
    }

    boolean isActive() {
        return status == OfficialStatus.ACTIVE;
    }
}
