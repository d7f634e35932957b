/**
 * 受益人名单: what becomes of the lists of a programme, a file or rows that other systems push, until the head of the unit's party
 * organisation has signed them (A5.5, A7); then they are compared. Their rows are shown covered, and a value in clear only for a
 * named purpose.
 */
@NullMarked
package qinqing.benefit;

import org.jspecify.annotations.NullMarked;
