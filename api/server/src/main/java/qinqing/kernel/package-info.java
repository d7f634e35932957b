/**
 * Values of the field: identity numbers, names, phones, money, periods, addresses. They check themselves when made and
 * print masked, so that a log line or an exception can hold one without telling whose it is. What a list or a person
 * wrote, right or wrong, is a {@code Printed…} value; the gate for public text is {@link qinqing.kernel.PrivacyGate}.
 * No framework is known here.
 */
@NullMarked
package qinqing.kernel;

import org.jspecify.annotations.NullMarked;
