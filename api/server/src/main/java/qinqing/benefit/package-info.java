/**
 * 惠民资金与项目：programmes, the lists of who benefits from them, and what becomes of those lists until the head of the unit's
 * party organisation has signed them (A5.5, A7). Lists are taken as they are: a bad row comes back with its reason, a bad
 * ID number is kept with a warning, since refusing it would let a typo evade the comparison.
 */
@NullMarked
package qinqing.benefit;

import org.jspecify.annotations.NullMarked;
