/**
 * The boards where notices hang, on a wall or online (A10). Each belongs to a unit and is kept by it; a board that is closed keeps
 * its place in old notices.
 */
@NullMarked
package qinqing.site;

import org.jspecify.annotations.NullMarked;
