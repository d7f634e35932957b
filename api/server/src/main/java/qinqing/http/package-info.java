/** What every endpoint does alike: paging, versions, repeated requests, limits, files, and the JSON of the kernel's values. */
@NullMarked
package qinqing.http;

import org.jspecify.annotations.NullMarked;
