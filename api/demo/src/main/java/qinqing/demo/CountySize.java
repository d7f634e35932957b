package qinqing.demo;

/** How big a county the generator makes. */
public enum CountySize {
    /** A dozen units, some sixty officials, some nine hundred relatives, 3 000 beneficiary rows. */
    SMALL(62, 3_000),
    /** A whole county: 10 000 officials, about 150 000 relatives, 1 000 000 beneficiary rows. */
    COUNTY(10_000, 1_000_000);

    private final int officials;
    private final int rows;

    CountySize(int officials, int rows) {
        this.officials = officials;
        this.rows = rows;
    }

    public int officials() {
        return officials;
    }

    public int beneficiaryRows() {
        return rows;
    }
}
