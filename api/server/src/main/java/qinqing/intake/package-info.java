/**
 * Reading the lists that units hand in: which column means what, what each row says and what is wrong with it, and the way of a
 * million rows into the database, sealed. Lists are taken as they are: a bad row comes back with its reason, a bad ID number is
 * kept with a warning, since refusing it would let a typo evade the comparison.
 */
@NullMarked
package qinqing.intake;

import org.jspecify.annotations.NullMarked;
