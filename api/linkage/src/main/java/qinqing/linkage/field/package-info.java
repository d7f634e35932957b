/**
 * What stands in the cells of a list, read so that it can be compared: ID numbers in every state of damage, masks, names by
 * sound and shape, phones, village addresses. Reading never fails: what cannot be understood says so. The table of
 * characters is made during the build from open data ({@code src/tables}).
 */
@NullMarked
package qinqing.linkage.field;

import org.jspecify.annotations.NullMarked;
