/**
 * Missing-relative inference (product.md 8): who belongs to an official's circle of A2 as other filings tell, and is not
 * declared. The declarant is asked in private first; what stays open for thirty days can be seen by the inspection body.
 * Nothing here accuses anybody: an answer is a question until a person has looked at it.
 */
@NullMarked
package qinqing.inference;

import org.jspecify.annotations.NullMarked;
