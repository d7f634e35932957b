package qinqing.matching;

/** What a run compares (A8.1). */
public enum RunScope {
    /** Every list with every declaration. */
    COUNTY,
    /** The lists that a unit and those below it approve, with every declaration; and the declarations of its officials, with every list. */
    UNIT,
    /** One list with every declaration. */
    BATCH,
    /** One official and their relatives with every list; with them whoever's declaration was entered while the run waited. */
    DECLARANT
}
