/**
 * How one becomes an actor: accounts of people and clients of other systems, invitation, login, sessions and the access
 * tokens they get, and the administration of all of them. It knows no feature of the procedure.
 */
@NullMarked
package qinqing.identity;

import org.jspecify.annotations.NullMarked;
