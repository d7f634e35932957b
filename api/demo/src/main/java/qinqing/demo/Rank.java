package qinqing.demo;

/** Whose signature a declaration needs follows from the declarant's rank (A5.1–A5.4). */
public enum Rank {
    PARTY_HEAD("党组织主要负责人"),
    INSPECTION_HEAD("纪检组织主要负责人"),
    LEADERSHIP_MEMBER("班子其他成员"),
    SECTION_STAFF("科所站室干部"),
    VILLAGE_CADRE("村（社区）干部"),
    GROUP_HEAD("村（居）民小组长");

    private final String label;

    Rank(String label) {
        this.label = label;
    }

    /** Whether a leader in charge or stationed in the village signs (A5.3, A5.4). */
    boolean isLed() {
        return this == SECTION_STAFF || this == VILLAGE_CADRE || this == GROUP_HEAD;
    }

    public String label() {
        return label;
    }
}
