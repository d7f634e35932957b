/**
 * The organisations of one county: their tree, to whom each one's people report (A4), who leads and who enters data there (A6), the
 * boards where notices hang, and what the county may set for itself. Any feature may ask {@link qinqing.unit.Units};
 * this package knows none of them.
 */
@NullMarked
package qinqing.unit;

import org.jspecify.annotations.NullMarked;
