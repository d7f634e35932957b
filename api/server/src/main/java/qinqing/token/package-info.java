/**
 * Who stands behind a request: the access tokens, how they are issued and checked, whether the session and assignment behind
 * one still hold, and the record of whom was refused. It knows nothing of how one logs in.
 */
@NullMarked
package qinqing.token;

import org.jspecify.annotations.NullMarked;
