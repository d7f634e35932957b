/**
 * Reads the lists that clerks upload, as .xlsx or as text, row by row and from sealed files, and writes lists back. It
 * expects carelessness and malice alike, and knows nothing of what the columns mean.
 */
@NullMarked
package qinqing.spreadsheet;

import org.jspecify.annotations.NullMarked;
