package qinqing.unit;

import java.util.Set;

/** What an organisation is. The kinds of Annex 1 (S1) and of A4, and under which others each of them may stand. */
public enum UnitKind {
    /** The county itself, root of its tree. */
    COUNTY("区县"),
    /** 纪检监察机关: the commission of the county or of a township, department or firm. */
    INSPECTION_BODY("纪检监察机关"),
    DEPARTMENT("部门"),
    /** 事业单位, of a department or directly of the county (A4.1). */
    SUBORDINATE_INSTITUTION("事业单位"),
    /** 派出机构 of a department, sitting in a township (A4.2). */
    DISPATCHED_BODY("派出机构"),
    /** 人民团体. */
    PEOPLE_ORGANIZATION("人民团体"),
    /** 民主党派. */
    DEMOCRATIC_PARTY("民主党派"),
    /** 垂直管理单位. */
    VERTICAL("垂管单位"),
    /** 园区. */
    PARK("园区"),
    TOWNSHIP("乡镇"),
    /** 街道. */
    STREET("街道"),
    VILLAGE("村"),
    /** 社区. */
    COMMUNITY("社区"),
    /** 村（居）民小组. */
    GROUP("村民小组"),
    /** 区属国有企业. */
    STATE_FIRM("国有企业"),
    SUBSIDIARY("下属企业"),
    /** 派驻纪检组 (A4.3). */
    STATIONED_INSPECTION("派驻纪检组");

    private final String chinese;

    UnitKind(String chinese) {
        this.chinese = chinese;
    }

    /** What the kind is called in a spreadsheet and on a form. */
    public String chinese() {
        return chinese;
    }

    /** Under which kinds a unit of this kind may stand; none for the county. */
    public Set<UnitKind> parents() {
        return switch (this) {
            case COUNTY -> Set.of();
            case DEPARTMENT, PEOPLE_ORGANIZATION, DEMOCRATIC_PARTY, VERTICAL, PARK -> Set.of(COUNTY);
            case TOWNSHIP, STREET -> Set.of(COUNTY, PARK);
            case VILLAGE, COMMUNITY -> Set.of(TOWNSHIP, STREET);
            case GROUP -> Set.of(VILLAGE, COMMUNITY);
            case STATE_FIRM -> Set.of(COUNTY, DEPARTMENT, PARK, TOWNSHIP, STREET);
            case SUBSIDIARY -> Set.of(STATE_FIRM, SUBSIDIARY);
            case DISPATCHED_BODY -> Set.of(DEPARTMENT, VERTICAL, SUBORDINATE_INSTITUTION);
            case STATIONED_INSPECTION -> Set.of(INSPECTION_BODY);
            case INSPECTION_BODY -> Set.of(COUNTY, TOWNSHIP, STREET, DEPARTMENT, VERTICAL, PARK, STATE_FIRM);
            case SUBORDINATE_INSTITUTION ->
                Set.of(
                        COUNTY,
                        DEPARTMENT,
                        VERTICAL,
                        PEOPLE_ORGANIZATION,
                        INSPECTION_BODY,
                        PARK,
                        TOWNSHIP,
                        STREET,
                        SUBORDINATE_INSTITUTION);
        };
    }

    public boolean mayStandUnder(UnitKind parent) {
        return parents().contains(parent);
    }

    /** Village or community: where the relatives live and the second board hangs (A10.3). */
    public boolean isVillage() {
        return this == VILLAGE || this == COMMUNITY;
    }

    /** Township or street. */
    public boolean isTownship() {
        return this == TOWNSHIP || this == STREET;
    }

    /** Whether its own staff are inspection staff, who may be neither responsible leader nor clerk (A6.1). */
    public boolean isInspection() {
        return this == INSPECTION_BODY || this == STATIONED_INSPECTION;
    }
}
