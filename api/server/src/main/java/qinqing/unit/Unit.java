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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "unit")
class Unit {
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

    @Enumerated(EnumType.STRING)
    @Nullable
    DeclaringScope declaringScope;

    @Nullable
    String inspectionHotline;

    @Nullable
    String inspectionHotlineName;

    @Nullable
    String unitHotline;

    @Nullable
    String unitHotlineName;

    @Enumerated(EnumType.STRING)
    UnitStatus status;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Unit() {}

    Unit(UUID id, String countyCode, UnitRequest.Wanted wanted, @Nullable UnitNode parent, Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.kind = wanted.kind();
        this.status = UnitStatus.ACTIVE;
        this.createdAt = createdAt;
        this.name = wanted.name();
        this.ancestors = pathBelow(parent);
        take(wanted, parent);
    }

    /** A unit whose place an import has checked. */
    Unit(UnitNode node, Instant createdAt) {
        this.id = node.id();
        this.countyCode = node.countyCode();
        this.kind = node.kind();
        this.status = UnitStatus.ACTIVE;
        this.createdAt = createdAt;
        this.name = node.name();
        this.parentId = node.parentId();
        this.ancestors = node.ancestors().toArray(UUID[]::new);
        this.locatedInUnitId = node.locatedInUnitId();
        this.stationedInUnitId = node.stationedInUnitId();
        this.divisionCode = node.divisionCode();
        this.inspectionHotline = node.inspectionHotline();
        this.unitHotline = node.unitHotline();
    }

    /** Renames or moves it; what stands below is moved by {@link UnitAdministration}. */
    void change(UnitRequest.Wanted wanted, @Nullable UnitNode parent) {
        take(wanted, parent);
    }

    private void take(UnitRequest.Wanted wanted, @Nullable UnitNode parent) {
        name = wanted.name();
        parentId = parent == null ? null : parent.id();
        ancestors = pathBelow(parent);
        locatedInUnitId = wanted.locatedIn().orElse(null);
        stationedInUnitId = wanted.stationedIn().orElse(null);
        divisionCode = wanted.divisionCode().orElse(null);
        declaringScope = wanted.scope().orElse(null);
    }

    private UUID[] pathBelow(@Nullable UnitNode parent) {
        return Stream.concat(parent == null ? Stream.of() : parent.ancestors().stream(), Stream.of(id))
                .toArray(UUID[]::new);
    }

    void close() {
        status = UnitStatus.CLOSED;
    }

    void reopen() {
        status = UnitStatus.ACTIVE;
    }

    void answerAt(
            @Nullable String inspectionHotlineName,
            @Nullable String inspectionHotline,
            @Nullable String unitHotlineName,
            @Nullable String unitHotline) {
        this.inspectionHotlineName = inspectionHotlineName;
        this.inspectionHotline = inspectionHotline;
        this.unitHotlineName = unitHotlineName;
        this.unitHotline = unitHotline;
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
        return status == UnitStatus.ACTIVE;
    }
}
