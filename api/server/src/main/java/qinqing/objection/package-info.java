/**
 * 异议与评议 (A10.9, A14.11, A16.11): what people have against a notice, from the tracking number over screening and verification to
 * the reply, and how they rate it. A screened objection suspends the notice and reopens its verification; what is found wrong
 * comes down.
 */
@NullMarked
package qinqing.objection;

import org.jspecify.annotations.NullMarked;
