package qinqing.disclosure;

/** Who signs an opinion on a declaration before it is entered (涪陵委办发〔2018〕14号 报告要求; A5.1–A5.4). */
enum SigningRule {
    INSPECTION_HEAD_SIGNS("A5.1", "同级纪检组织主要负责人", "the head of the inspection body of the same level"),
    PARTY_HEAD_SIGNS("A5.2", "党组织主要负责人", "the head of the party organisation"),
    LEADER_IN_CHARGE_SIGNS("A5.3", "分管领导", "the leader in charge"),
    STATIONED_LEADER_SIGNS("A5.4", "驻村领导", "the leader stationed in the village");

    private final String requirement;
    private final String title;
    private final String english;

    SigningRule(String requirement, String title, String english) {
        this.requirement = requirement;
        this.title = title;
        this.english = english;
    }

    String requirement() {
        return requirement;
    }

    /** The signer's office in Chinese. */
    String title() {
        return title;
    }

    String english() {
        return english;
    }
}
