package qinqing.annex2;

/** What a relative got in the official's sphere (A3.4). */
public enum MatterKind {
    FUND,
    CONSTRUCTION,
    SERVICE
}
