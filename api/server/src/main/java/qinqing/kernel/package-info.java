/** Values of the field: they check themselves and print masked. No framework is known here. */
@NullMarked
package qinqing.kernel;

import org.jspecify.annotations.NullMarked;
