/** What goes wrong, said so that the person on the phone knows what to do: RFC 9457 answers in Chinese and English. */
@NullMarked
package qinqing.problem;

import org.jspecify.annotations.NullMarked;
