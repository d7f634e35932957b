package qinqing.programme;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "programme")
class Programme {
    enum Status {
        OPEN,
        CLOSED
    }

    @Id
    UUID id;

    String countyCode;

    /** The approving unit, which verifies (A9.1). */
    UUID unitId;

    @Nullable
    UUID runningUnitId;

    @Nullable
    String code;

    String name;

    @Enumerated(EnumType.STRING)
    BenefitKind kind;

    @Nullable
    @Enumerated(EnumType.STRING)
    BenefitCategory category;

    boolean universal;

    @Nullable
    String basis;

    @Nullable
    UUID siteUnitId;

    @Nullable
    String place;

    @Nullable
    BigDecimal budget;

    LocalDate startsOn;

    @Nullable
    LocalDate endsOn;

    boolean lateEntry;

    @Nullable
    String lateEntryReason;

    @Enumerated(EnumType.STRING)
    Status status;

    @Nullable
    UUID createdBy;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Programme() {}

    /** @param today the day of entry: what had begun before it is flagged as entered late (A7.6, A24.1) */
    Programme(UUID id, String countyCode, ProgrammeInput input, UUID createdBy, LocalDate today, Instant now) {
        this.id = id;
        this.countyCode = countyCode;
        this.status = Status.OPEN;
        this.createdBy = createdBy;
        this.createdAt = now;
        this.lateEntry = input.startsOn().isBefore(today);
        take(input);
    }

    private void take(ProgrammeInput input) {
        unitId = input.approvingUnitId();
        runningUnitId = input.runningUnitId();
        code = input.code();
        name = input.name().strip();
        kind = input.kind();
        category = input.category();
        universal = input.universal();
        basis = input.basis();
        siteUnitId = input.placeUnitId();
        place = input.place();
        budget = input.budgetInYuan();
        startsOn = input.startsOn();
        endsOn = input.endsOn();
        lateEntryReason = input.lateEntryReason();
    }

    /** Whether a change leaves alone what the comparison already relied upon. */
    boolean keepsWhatWasCompared(ProgrammeInput input) {
        return universal == input.universal() && kind == input.kind() && unitId.equals(input.approvingUnitId());
    }

    void change(ProgrammeInput input) {
        take(input);
    }

    void close() {
        status = Status.CLOSED;
    }

    boolean isOpen() {
        return status == Status.OPEN;
    }
}
