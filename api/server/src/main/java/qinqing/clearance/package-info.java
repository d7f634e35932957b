/**
 * The gate before the money (A10.9): may this payment be made or this contract be given? An answer is GRANTED, or
 * WITHHELD with every reason, is kept and can be cited; a grant is withdrawn when a new hit, an accepted objection or a
 * withdrawn notice contradicts it. Payment systems ask, approving units and inspectors read.
 */
@NullMarked
package qinqing.clearance;

import org.jspecify.annotations.NullMarked;
