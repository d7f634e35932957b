package qinqing.disclosure;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One entry of an official's career: it stays, since accountability does (A15.8). */
@Entity
@Table(name = "official_status_change")
class StatusChange {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID officialId;

    @Enumerated(EnumType.STRING)
    StatusChangeKind kind;

    LocalDate effectiveOn;

    @Nullable
    UUID fromUnitId;

    @Nullable
    UUID toUnitId;

    @Nullable
    String post;

    @Enumerated(EnumType.STRING)
    @Nullable
    Rank rank;

    @Nullable
    String note;

    int declarations;
    UUID recordedBy;
    Instant recordedAt;

    @SuppressWarnings("NullAway.Init")
    protected StatusChange() {}

    @SuppressWarnings("NullAway.Init")
    StatusChange(
            UUID id,
            Official official,
            UUID fromUnit,
            StatusChangeKind kind,
            LocalDate effectiveOn,
            @Nullable String note,
            UUID recordedBy,
            Instant now) {
        this.id = id;
        this.countyCode = official.countyCode;
        this.unitId = official.unitId;
        this.officialId = official.id;
        this.kind = kind;
        this.effectiveOn = effectiveOn;
        this.fromUnitId = fromUnit;
        this.toUnitId = official.isActive() ? official.unitId : null;
        this.post = official.post;
        this.rank = official.rank;
        this.note = note;
        this.recordedBy = recordedBy;
        this.recordedAt = now;
    }

    void moved(int declarations) {
        this.declarations = declarations;
    }
}
