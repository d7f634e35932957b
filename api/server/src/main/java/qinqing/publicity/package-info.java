/**
 * 双向公示 (A10): what was verified compliant hangs where the official works and where the relative lives, for at least seven
 * full days, and anyone may read it, object and rate it. The unit that approves makes and publishes the notice, the people of
 * each board confirm that it hangs, the inspection body sees everything; citizens need no login.
 */
@NullMarked
package qinqing.publicity;

import org.jspecify.annotations.NullMarked;
