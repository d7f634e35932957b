package qinqing.demo;

import org.jspecify.annotations.Nullable;
import qinqing.unit.UnitKind;

/**
 * A unit of the county's tree.
 *
 * @param code the key the spreadsheets use: the division code for a place (villages 12 digits, groups 14), {@code J001} …
 *     for the bodies of Annex 1
 * @param parentCode null only for the county itself
 * @param divisionCode the place it governs, empty for a department
 */
public record SyntheticUnit(
        String code,
        String name,
        UnitKind kind,
        @Nullable String parentCode,
        @Nullable String divisionCode) {

    boolean isPlaceBelowTownship() {
        return kind == UnitKind.VILLAGE || kind == UnitKind.COMMUNITY || kind == UnitKind.GROUP;
    }
}
