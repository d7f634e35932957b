package qinqing.disclosure;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.unit.UnitKind;

/**
 * An official as a holder of office: all that the rules of signing and subordination look at.
 *
 * @param ancestors of the unit, from the county down to the unit itself
 * @param stationedInUnitId where the unit is stationed, for an inspection team (A4.3)
 * @param leaderId 分管领导 or 驻村领导
 */
record Incumbent(
        UUID officialId,
        Rank rank,
        UUID unitId,
        UnitKind unitKind,
        List<UUID> ancestors,
        @Nullable UUID stationedInUnitId,
        @Nullable UUID leaderId) {

    /**
     * The units whose heads may sign for this official, the nearest first: own unit, host of a stationed team, then upwards. Villages
     * and groups have no leadership of their own here: their people report to the township (A4.4).
     */
    List<UUID> ladder() {
        var upwards = new java.util.ArrayList<>(ancestors.reversed());
        switch (unitKind) {
            case VILLAGE, COMMUNITY -> drop(upwards, 1);
            case GROUP -> drop(upwards, 2);
            case STATIONED_INSPECTION -> {
                if (stationedInUnitId != null) {
                    upwards.add(1, stationedInUnitId);
                }
            }
            default -> {
                // the tree says it
            }
        }
        return List.copyOf(upwards);
    }

    private static void drop(List<UUID> units, int count) {
        units.subList(0, Math.min(count, units.size() - 1)).clear();
    }

    /** Whether this is the head of the inspection body of the same level as the unit (A5.1). */
    boolean inspects(UUID unit) {
        return rank == Rank.INSPECTION_HEAD && levels().contains(unit);
    }

    /** The units in which this official is a head who may have to sign; empty for all other ranks. */
    List<UUID> heads() {
        return switch (rank) {
            case PARTY_HEAD -> List.of(unitId);
            case INSPECTION_HEAD -> levels();
            case LEADERSHIP_MEMBER, SECTION_STAFF, VILLAGE_CADRE, GROUP_HEAD -> List.of();
        };
    }

    /** The units on whose level the own unit stands: itself, and what an inspection body or team looks after. */
    private List<UUID> levels() {
        return switch (unitKind) {
            case INSPECTION_BODY ->
                ancestors.size() < 2 ? List.of(unitId) : List.of(unitId, ancestors.get(ancestors.size() - 2));
            case STATIONED_INSPECTION ->
                stationedInUnitId == null ? List.of(unitId) : List.of(unitId, stationedInUnitId);
            default -> List.of(unitId);
        };
    }
}
