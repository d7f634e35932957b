/**
 * Starts the house: the embedded PostgreSQL, free ports, the clock and the keys, before Quarkus comes up. Nothing of the
 * procedure is known here.
 */
@NullMarked
package qinqing.launch;

import org.jspecify.annotations.NullMarked;
