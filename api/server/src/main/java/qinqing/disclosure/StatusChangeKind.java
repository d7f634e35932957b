package qinqing.disclosure;

/** 人员变动 (decisions: transfer, retirement and death move or close what is open). */
enum StatusChangeKind {
    TRANSFER,
    POST_CHANGE,
    RETIREMENT,
    DEATH,
    RETURN
}
