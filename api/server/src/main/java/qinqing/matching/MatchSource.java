package qinqing.matching;

/** Whose benefit was found. */
enum MatchSource {
    /** A declared relative's (A2). */
    DECLARED,
    /** The official's own. */
    SELF,
    /** That of a relative whom nobody declared and the public named (A2.3). */
    REFERRED
}
