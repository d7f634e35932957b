/** Who acts: accounts, roles in units, login and tokens. It knows no feature of the procedure. */
@NullMarked
package qinqing.identity;

import org.jspecify.annotations.NullMarked;
