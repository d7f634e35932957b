package qinqing.publicity;

/** Why a notice hangs on a board. */
public enum SiteRole {
    /** 干部所在单位 (A10.3). */
    OFFICIAL_UNIT("干部所在单位"),
    /** 亲属所在村（社区） (A10.4, A10.5). */
    RELATIVE_VILLAGE("亲属所在村（社区）"),
    /** 亲属所在村（居）民小组 (A10.4). */
    RELATIVE_GROUP("亲属所在小组"),
    /** 项目所在村（社区） (A10.5). */
    PROJECT_VILLAGE("项目所在村（社区）"),
    /** Beyond what is required (A10.6). */
    ADDITIONAL("其他公示点");

    private final String title;

    SiteRole(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
