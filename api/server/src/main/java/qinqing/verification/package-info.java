/**
 * Verification of hits (核查, A9): each hit is a task of the unit that approves the money, with an owner and a due date, none without;
 * a finding counts once a second person has signed it. Owner and signer are never the official concerned, their kin or their
 * subordinates; if nobody is left, the task goes one level up.
 */
@NullMarked
package qinqing.verification;

import org.jspecify.annotations.NullMarked;
