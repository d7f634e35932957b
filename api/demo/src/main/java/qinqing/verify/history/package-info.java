/**
 * {@code ./qinqing verify idempotency} (R5, R6): the same request many times at once and across a kill has one effect and
 * one answer, and what clients saw of a resource fits into one order. The checker of histories is our own.
 */
@NullMarked
package qinqing.verify.history;

import org.jspecify.annotations.NullMarked;
