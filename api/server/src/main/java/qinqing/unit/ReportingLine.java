package qinqing.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** To which units the people of a unit report (A4, 涪陵委办发〔2018〕14号 报告要求). */
public final class ReportingLine {
    private ReportingLine() {}

    /** The receiving units, without repetition, the one that keeps the declaration first; two only for A4.2. */
    public static List<UUID> recipients(UnitNode unit) {
        return switch (unit.kind()) {
            case SUBORDINATE_INSTITUTION -> List.of(departmentOf(unit));
            case DISPATCHED_BODY -> dispatchedBodyAndItsTownship(unit);
            case STATIONED_INSPECTION -> List.of(orItself(unit.stationedInUnitId(), unit));
            case VILLAGE, COMMUNITY -> List.of(unit.up(1).orElse(unit.id()));
            case GROUP -> List.of(unit.up(2).orElse(unit.id()));
            case COUNTY,
                    INSPECTION_BODY,
                    DEPARTMENT,
                    PEOPLE_ORGANIZATION,
                    DEMOCRATIC_PARTY,
                    VERTICAL,
                    PARK,
                    TOWNSHIP,
                    STREET,
                    STATE_FIRM,
                    SUBSIDIARY -> List.of(unit.id());
        };
    }

    /** The requirement that says so; A4.5 (each unit keeps the database of its own area) where no other does. */
    static String requirement(UnitNode unit) {
        return switch (unit.kind()) {
            case SUBORDINATE_INSTITUTION -> "A4.1";
            case DISPATCHED_BODY -> "A4.2";
            case STATIONED_INSPECTION -> "A4.3";
            case VILLAGE, COMMUNITY, GROUP -> "A4.4";
            default -> "A4.5";
        };
    }

    /**
     * 下属事业单位的党员干部向上级主管部门报告 (A4.1): the unit right below the county, whatever lies between. An institution directly
     * of the county has no department and is in Annex 1 itself, so it reports to itself.
     */
    private static UUID departmentOf(UnitNode institution) {
        return institution.depth() < 2
                ? institution.id()
                : institution.ancestors().get(1);
    }

    /** 派出机构的党员干部，应同时向其派出机构和所在乡镇街道报告 (A4.2). */
    private static List<UUID> dispatchedBodyAndItsTownship(UnitNode body) {
        var recipients = new ArrayList<UUID>(2);
        recipients.add(body.id());
        if (body.locatedInUnitId() != null) {
            recipients.add(body.locatedInUnitId());
        }
        return List.copyOf(recipients);
    }

    private static UUID orItself(@Nullable UUID host, UnitNode unit) {
        return host == null ? unit.id() : host;
    }
}
