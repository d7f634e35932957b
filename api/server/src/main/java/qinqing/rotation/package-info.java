/**
 * Replaces keys while everything goes on (S13): seals and indexes every value anew, then destroys the old keys, so that no
 * backup from before opens with the keys of today (S14). Run by {@code ./qinqing keys rotate}, beside the server or without.
 */
@NullMarked
package qinqing.rotation;

import org.jspecify.annotations.NullMarked;
