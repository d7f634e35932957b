/**
 * The harnesses behind {@code ./qinqing verify}: each runs the real server, tries to break one promise of
 * {@code api/docs/guarantees.md}, and prints a line per row.
 */
@NullMarked
package qinqing.verify;

import org.jspecify.annotations.NullMarked;
