/**
 * Spreadsheets on their way into a register, whatever it holds: asked for, watched, stopped, and the rows that were left out. What a row means is
 * the business of whoever brings the kind and its job.
 */
@NullMarked
package qinqing.imports;

import org.jspecify.annotations.NullMarked;
