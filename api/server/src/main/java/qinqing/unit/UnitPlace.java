package qinqing.unit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;

/** Whether a unit may stand where it is to stand: the rules of the tree, and of A4.2 and A4.3. */
final class UnitPlace {
    private UnitPlace() {}

    /**
     * Collects what speaks against the place.
     *
     * @param parent null when none was named or it is unknown
     * @param itself the unit that is being moved, if it is there already
     */
    static void check(
            Input input,
            UnitRequest.Wanted wanted,
            @Nullable UnitNode parent,
            @Nullable UnitNode locatedIn,
            @Nullable UnitNode stationedIn,
            Optional<UnitNode> itself) {
        parent(input, wanted, parent, itself);
        located(input, wanted, locatedIn);
        stationed(input, wanted, stationedIn);
    }

    private static void parent(
            Input input, UnitRequest.Wanted wanted, @Nullable UnitNode parent, Optional<UnitNode> itself) {
        if (wanted.kind() == UnitKind.COUNTY) {
            if (itself.isEmpty()) {
                input.refused("/kind", "区县已经建立，一个系统只有一个区县", "The county is there already, and there is one only");
            }
            return;
        }
        if (parent == null || !parent.active()) {
            input.refused("/parentId", "没有这个上级单位，或者已撤销", "There is no such parent, or it is closed");
            return;
        }
        if (!wanted.kind().mayStandUnder(parent.kind())) {
            input.refused(
                    "/parentId",
                    "%s不能设在%s之下"
                            .formatted(wanted.kind().chinese(), parent.kind().chinese()),
                    "%s may not stand under %s".formatted(wanted.kind(), parent.kind()));
        }
        if (itself.isPresent() && parent.isWithin(itself.get().id())) {
            input.refused("/parentId", "不能移到自身或者下级单位之下", "A unit can't be moved below itself");
        }
    }

    /** 派出机构 sits in a township, to which its people report too (A4.2). */
    private static void located(Input input, UnitRequest.Wanted wanted, @Nullable UnitNode locatedIn) {
        if (wanted.kind() != UnitKind.DISPATCHED_BODY) {
            if (wanted.locatedIn().isPresent()) {
                input.refused("/locatedInUnitId", "只有派出机构填写所在乡镇街道", "Only a dispatched body sits in a township");
            }
        } else if (locatedIn == null || !locatedIn.active() || !locatedIn.kind().isTownship()) {
            input.refused(
                    "/locatedInUnitId",
                    "派出机构须填写所在乡镇街道（A4.2）",
                    "A dispatched body needs the township where it sits (A4.2)");
        }
    }

    /** 派驻纪检组 has a host, to which its people report (A4.3). */
    private static void stationed(Input input, UnitRequest.Wanted wanted, @Nullable UnitNode host) {
        if (wanted.kind() != UnitKind.STATIONED_INSPECTION) {
            if (wanted.stationedIn().isPresent()) {
                input.refused("/stationedInUnitId", "只有派驻纪检组填写驻在单位", "Only a stationed team has a host");
            }
        } else if (host == null || !host.active() || host.kind().isInspection() || host.kind() == UnitKind.COUNTY) {
            input.refused(
                    "/stationedInUnitId", "派驻纪检组须填写驻在单位（A4.3）", "A stationed team needs the unit it is in (A4.3)");
        }
    }
}
