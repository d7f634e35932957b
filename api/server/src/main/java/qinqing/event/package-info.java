/** How an earlier step of the procedure tells later ones what happened, without knowing them. */
@NullMarked
package qinqing.event;

import org.jspecify.annotations.NullMarked;
