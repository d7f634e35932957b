/**
 * The trail of decisions, reveals, logins, exports and refusals: written in the transaction of what it tells, chained
 * with a keyed MAC, checked by {@code ./qinqing verify audit} (guarantees S15). It holds ids and codes, no personal data.
 */
@NullMarked
package qinqing.audit;

import org.jspecify.annotations.NullMarked;
