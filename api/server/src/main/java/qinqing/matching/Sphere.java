package qinqing.matching;

import java.util.Optional;
import qinqing.unit.UnitKind;
import qinqing.unit.UnitNode;

/**
 * Why a benefit lies in the official's own sphere (A3.4): 本部门、本乡镇或所属部门、行业、系统. The system is the line of units above and
 * below the official's own; the county stands above everybody and makes no system.
 */
public enum Sphere {
    SAME_UNIT("审批单位与该干部任职单位相同"),
    ABOVE("审批单位是该干部任职单位的上级单位，属同一系统"),
    BELOW("审批单位是该干部任职单位的下属单位，属同一系统"),
    /** A dispatched body works for its department and for the township where it sits (A4.2). */
    SEAT("审批单位是该干部所在派出机构驻地的乡镇（街道）");

    private final String because;

    Sphere(String because) {
        this.because = because;
    }

    /** One Chinese clause for people. */
    public String because() {
        return because;
    }

    /**
     * @param approving the unit that approves the benefit
     * @param own the official's unit
     */
    static Optional<Sphere> of(UnitNode approving, UnitNode own) {
        if (approving.id().equals(own.id())) {
            return Optional.of(SAME_UNIT);
        }
        if (approving.isWithin(own.id())) {
            return Optional.of(BELOW);
        }
        if (own.isWithin(approving.id())) {
            return approving.kind() == UnitKind.COUNTY ? Optional.empty() : Optional.of(ABOVE);
        }
        return approving.id().equals(own.locatedInUnitId()) ? Optional.of(SEAT) : Optional.empty();
    }
}
