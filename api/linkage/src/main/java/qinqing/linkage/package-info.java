/** Record linkage: finds, among the beneficiaries of public money, the relatives that officials declared (A8). */
@NullMarked
package qinqing.linkage;

import org.jspecify.annotations.NullMarked;
