/**
 * The second wall (S2): in whose name a statement runs. The database knows the assignment behind each transaction and shows no
 * row of units it has nothing to do with, whatever the statement asks for; this package tells it, in the write that opens the
 * transaction (ADR 10). The first wall stays where it was: in the features.
 */
@NullMarked
package qinqing.tenant;

import org.jspecify.annotations.NullMarked;
