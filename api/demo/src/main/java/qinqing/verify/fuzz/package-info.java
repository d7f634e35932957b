/**
 * {@code ./qinqing verify fuzz} (S4): thousands of requests made from the contract and spoilt by named mutators, as every
 * role, each answer held to the contract. A seed and the number of a call are enough to see it again.
 */
@NullMarked
package qinqing.verify.fuzz;

import org.jspecify.annotations.NullMarked;
