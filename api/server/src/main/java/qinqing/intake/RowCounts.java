package qinqing.intake;

import java.math.BigDecimal;

/** What became of the rows of a list; the sum is that of the rows kept, in yuan. */
record RowCounts(long read, long kept, long withErrors, long withWarnings, long duplicates, BigDecimal amount) {}
