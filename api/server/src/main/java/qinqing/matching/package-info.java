/**
 * Comparison of beneficiaries with the relatives that officials declared (比对, A8): runs as jobs, candidates by equal block keys
 * in PostgreSQL, each pair scored once by {@code qinqing.linkage}, all hits of a run published in one transaction. A hit tells its
 * evidence, whether it lies in the official's own sphere (A3.4), and which unit must verify it (A9.1).
 */
@NullMarked
package qinqing.matching;

import org.jspecify.annotations.NullMarked;
