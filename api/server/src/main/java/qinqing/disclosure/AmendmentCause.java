package qinqing.disclosure;

/** Why a declaration is amended (A3.5). */
public enum AmendmentCause {
    FAMILY_CHANGE("亲属关系变化"),
    POST_CHANGE("岗位调整"),
    /** The version before was wrong: no event, no term. */
    CORRECTION("更正");

    private final String title;

    AmendmentCause(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether the thirty days of A3.5 run from the day of the change. */
    boolean hasTerm() {
        return this != CORRECTION;
    }
}
