package qinqing.verification;

/** 取消、停发、追回: what follows at once from non-compliance (A9.3). */
public enum Measure {
    CANCEL,
    STOP,
    RECOVER
}
