package qinqing.unit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A unit with its place in the tree.
 *
 * @param parentId null for the county only
 * @param ancestors from the county down to the unit itself, both included
 * @param divisionCode code of the administrative geography it is the unit of: 6 digits county, 9 township, 12 village
 * @param locatedInUnitId the township where a dispatched body sits (A4.2)
 * @param stationedInUnitId the unit an inspection team is stationed in (A4.3)
 * @param inspectionHotline 监督举报电话 of the inspection body, printed on Annex 3
 * @param unitHotline telephone of the unit, printed on Annex 3
 * @param active false once closed; a closed unit stays for what refers to it
 */
public record UnitNode(
        UUID id,
        String countyCode,
        @Nullable UUID parentId,
        List<UUID> ancestors,
        UnitKind kind,
        String name,
        @Nullable String divisionCode,
        @Nullable UUID locatedInUnitId,
        @Nullable UUID stationedInUnitId,
        @Nullable String inspectionHotline,
        @Nullable String unitHotline,
        boolean active) {

    public UnitNode {
        ancestors = List.copyOf(ancestors);
        if (ancestors.isEmpty() || !ancestors.getLast().equals(id)) {
            throw new IllegalArgumentException("the path of unit " + id + " does not end with it");
        }
    }

    /** Whether this is the other unit or below it. */
    public boolean isWithin(UUID unit) {
        return ancestors.contains(unit);
    }

    /** How many steps below the county; the county is 0. */
    public int depth() {
        return ancestors.size() - 1;
    }

    /** The ancestor so many steps up, the unit itself for 0, if the tree reaches that far. */
    Optional<UUID> up(int steps) {
        return steps < ancestors.size() ? Optional.of(ancestors.get(ancestors.size() - 1 - steps)) : Optional.empty();
    }
}
