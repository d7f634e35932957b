package qinqing.spreadsheet;

/**
 * How far a file may go before it is refused.
 *
 * @param inflated bytes of all parts of an .xlsx together
 * @param ratio inflated bytes for each packed one, counted beyond the first {@link #RATIO_FROM}; a sheet of repeated
 *     rows reaches about 30, a bomb 1 000
 * @param rows rows with content
 * @param columns columns with content
 * @param cell characters of one cell; Excel itself allows 32 767
 * @param merged merged ranges
 */
public record Limits(long inflated, int ratio, long rows, int columns, int cell, int merged) {
    static final long RATIO_FROM = 16L << 20;

    /** For lists of a county: a sheet filled to its last row goes through. */
    public static final Limits COUNTY = new Limits(3L << 30, 150, 1_100_000, 256, 32_767, 20_000);
}
