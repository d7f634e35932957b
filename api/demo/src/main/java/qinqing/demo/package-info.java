/**
 * A synthetic county whose actors drive the server over HTTP, as people would: invented people, real places.
 * {@link qinqing.demo.SyntheticCounty} makes officials, families, units and the spreadsheets of several hands from one
 * seed, and {@link qinqing.demo.GroundTruth} says which of their rows a correct server must find.
 */
@NullMarked
package qinqing.demo;

import org.jspecify.annotations.NullMarked;
