package qinqing.unit;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record UnitView(
        UUID id,
        String name,
        UnitKind kind,
        @Nullable UUID parentId,
        @Nullable UUID locatedInUnitId,
        @Nullable UUID stationedInUnitId,
        @Nullable String divisionCode,
        @Nullable DeclaringScope declaringScope,
        int depth,
        boolean hasChildren,
        List<RecipientView> reportsTo,
        UnitStatus state) {

    record RecipientView(UUID unitId, @Nullable String unitName, String requirement) {}

    static UnitView of(Unit unit, boolean hasChildren, Map<UUID, String> names) {
        var node = unit.node();
        return new UnitView(
                node.id(),
                node.name(),
                node.kind(),
                node.parentId(),
                node.locatedInUnitId(),
                node.stationedInUnitId(),
                node.divisionCode(),
                unit.declaringScope,
                node.depth(),
                hasChildren,
                ReportingLine.recipients(node).stream()
                        .map(id -> new RecipientView(id, names.get(id), ReportingLine.requirement(node)))
                        .toList(),
                unit.status);
    }
}
