/**
 * The matching engine (比对, A8): which beneficiary of public money is which declared relative, how sure that is, and why.
 * Plain Java over text cells, without the server; {@link qinqing.linkage.engine.Matching} is the door. Candidates come
 * from keys that survive damage, each pair is scored once against three rival explanations (the relative, a stranger of
 * that name, a member of the family), and what the lists are like is learned from the lists (see the decision records).
 */
@NullMarked
package qinqing.linkage.engine;

import org.jspecify.annotations.NullMarked;
