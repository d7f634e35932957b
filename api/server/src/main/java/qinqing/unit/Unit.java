package qinqing.unit;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "unit")
class Unit {
    enum Status {
        ACTIVE,
        CLOSED
    }

    @Id
    UUID id;

    String countyCode;

    @Nullable
    UUID parentId;

    UUID[] ancestors;

    @Enumerated(EnumType.STRING)
    UnitKind kind;

    String name;

    @Nullable
    String divisionCode;

    @Nullable
    UUID locatedInUnitId;

    @Nullable
    UUID stationedInUnitId;

    @Nullable
    String inspectionHotline;

    @Nullable
    String unitHotline;

    @Enumerated(EnumType.STRING)
    Status status;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Unit() {}

    Unit(UnitNode node, Instant createdAt) {
        this.id = node.id();
        this.countyCode = node.countyCode();
        this.parentId = node.parentId();
        this.ancestors = node.ancestors().toArray(UUID[]::new);
        this.kind = node.kind();
        this.name = node.name();
        this.divisionCode = node.divisionCode();
        this.locatedInUnitId = node.locatedInUnitId();
        this.stationedInUnitId = node.stationedInUnitId();
        this.inspectionHotline = node.inspectionHotline();
        this.unitHotline = node.unitHotline();
        this.status = Status.ACTIVE;
        this.createdAt = createdAt;
    }

    UnitNode node() {
        return new UnitNode(
                id,
                countyCode,
                parentId,
                List.of(ancestors),
                kind,
                name,
                divisionCode,
                locatedInUnitId,
                stationedInUnitId,
                inspectionHotline,
                unitHotline,
                isActive());
    }

    boolean isActive() {
        return status == Status.ACTIVE;
    }
}
