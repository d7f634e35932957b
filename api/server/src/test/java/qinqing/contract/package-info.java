/** Holds the code to {@code openapi.yaml} and the file to the code. */
@NullMarked
package qinqing.contract;

import org.jspecify.annotations.NullMarked;
