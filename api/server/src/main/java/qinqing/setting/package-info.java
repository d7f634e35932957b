/**
 * What a county may set for itself within the regulation, each setting with its article, its bounds and its default, and the
 * working calendar of a year. Any feature may ask {@link qinqing.setting.Settings}; who sets and reads them is checked here.
 */
@NullMarked
package qinqing.setting;

import org.jspecify.annotations.NullMarked;
