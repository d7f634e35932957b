/**
 * The form of Annex 2 (A2, A3): what an official declares of themselves, their relatives and the matters of interest, what makes
 * it whole, and what changed from one version to the next. Plain values and rules; who files, signs and enters it is the
 * business of disclosure.
 */
@NullMarked
package qinqing.annex2;

import org.jspecify.annotations.NullMarked;
