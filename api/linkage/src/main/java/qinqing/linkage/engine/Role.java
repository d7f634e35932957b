package qinqing.linkage.engine;

/** In what part the person stands in the row. */
public enum Role {
    BENEFICIARY("beneficiary"),
    LEGAL_REP("legal_rep"),
    AGENT("agent"),
    OFFICIAL_SELF("official_self");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** As written in the file of hits. */
    public String word() {
        return word;
    }
}
