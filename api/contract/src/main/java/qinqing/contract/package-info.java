/**
 * The contract as a thing to check against: the operations of {@code openapi.yaml} and whether a body is what the file
 * says. The server's tests and the fuzzer hold the running server to it; the server itself does not know it.
 */
@NullMarked
package qinqing.contract;

import org.jspecify.annotations.NullMarked;
