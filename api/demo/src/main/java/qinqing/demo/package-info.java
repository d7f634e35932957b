/** A synthetic county whose actors drive the server over HTTP, as people would. */
@NullMarked
package qinqing.demo;

import org.jspecify.annotations.NullMarked;
