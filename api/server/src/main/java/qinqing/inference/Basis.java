package qinqing.inference;

/** What speaks for a relative nobody declared. None of these says whose filing it was. */
public enum Basis {
    /** 对方申报了您: the other one is an official and declared the declarant. */
    RECIPROCAL("对方的报告中有您"),
    /** Through the declarant's spouse: what belongs to one of a couple belongs to both. */
    COUPLE("与您配偶的亲属关系相互印证"),
    /** Through a sibling: siblings share parents, grandparents and siblings. */
    SIBLING("与您兄弟姐妹的亲属关系相互印证"),
    /** Through another member of the family. */
    FAMILY("与您其他亲属的亲属关系相互印证"),
    HOUSEHOLD("户籍地址与您相同"),
    PHONE("手机号码与您相同");

    private final String title;

    Basis(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
