package qinqing.unit;

/** Whether a unit or one of its boards is still there; what was closed keeps its name in old documents. */
public enum UnitStatus {
    ACTIVE,
    CLOSED
}
