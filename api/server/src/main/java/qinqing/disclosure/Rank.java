package qinqing.disclosure;

/** What an official is in the unit, as far as it decides who signs the declaration (A5). */
public enum Rank {
    PARTY_HEAD("党组织主要负责人", SigningRule.INSPECTION_HEAD_SIGNS),
    INSPECTION_HEAD("纪检组织主要负责人", SigningRule.PARTY_HEAD_SIGNS),
    LEADERSHIP_MEMBER("班子其他成员", SigningRule.PARTY_HEAD_SIGNS),
    SECTION_STAFF("科所站室干部", SigningRule.LEADER_IN_CHARGE_SIGNS),
    VILLAGE_CADRE("村（社区）干部", SigningRule.STATIONED_LEADER_SIGNS),
    GROUP_HEAD("村（居）民小组长", SigningRule.STATIONED_LEADER_SIGNS);

    private final String title;
    private final SigningRule rule;

    Rank(String title, SigningRule rule) {
        this.title = title;
        this.rule = rule;
    }

    /** The words of the form. */
    public String title() {
        return title;
    }

    SigningRule rule() {
        return rule;
    }

    /** Whether a leader of one's own has to be named, who signs (A5.3, A5.4). */
    boolean needsLeader() {
        return rule == SigningRule.LEADER_IN_CHARGE_SIGNS || rule == SigningRule.STATIONED_LEADER_SIGNS;
    }
}
