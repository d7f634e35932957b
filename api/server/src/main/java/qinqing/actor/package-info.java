/** Who acts, as every package may know it; how one becomes an actor is the business of identity. */
@NullMarked
package qinqing.actor;

import org.jspecify.annotations.NullMarked;
