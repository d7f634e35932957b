/** Figures as ratios in one run: {@code ./qinqing bench}. Never a test that may fail on a busy machine. */
@NullMarked
package qinqing.bench;

import org.jspecify.annotations.NullMarked;
