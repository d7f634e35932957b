package qinqing.linkage;

/** How far a hit may be trusted before a person has verified it (A9.1). */
public enum Band {
    /** Copied to the declarant at once (A8.3). */
    CERTAIN,
    PROBABLE,
    POSSIBLE
}
