/**
 * 惠民资金与项目 themselves (A7.1–A7.5): which benefit, on what basis, who approves and who runs it. Their lists of beneficiaries
 * are a feature of their own that asks here whether a programme is open and whose it is.
 */
@NullMarked
package qinqing.programme;

import org.jspecify.annotations.NullMarked;
