/**
 * 报告: officials, their relatives and the matters of interest they declare (Annex 2; A1–A5). A declaration is drafted, submitted
 * with the pledge, endorsed by the head whom the declarant's rank calls for, and entered; only then are its relatives compared.
 * Later features ask here who an official is, who is kin to whom and who answers to whom.
 */
@NullMarked
package qinqing.disclosure;

import org.jspecify.annotations.NullMarked;
