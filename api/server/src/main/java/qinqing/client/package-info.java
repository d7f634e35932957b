/**
 * Other systems that ask or push: each a client with scopes, networks and a secret that is shown once, administered by the
 * county and exchanged for short tokens.
 */
@NullMarked
package qinqing.client;

import org.jspecify.annotations.NullMarked;
