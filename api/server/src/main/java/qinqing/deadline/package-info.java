/**
 * The statutory clock: which days are working days, how long each step may take, and why a date is the date it is.
 * Every term cites its requirement; holidays and working weekends (调休) are data, so that a new year needs no new code.
 * Any feature may use it; it knows none of them and reads no clock of its own.
 */
@NullMarked
package qinqing.deadline;

import org.jspecify.annotations.NullMarked;
