/**
 * The engine at the command line: {@code link} compares files, {@code link generate} makes a county with every damage and
 * trap, {@code link evaluate} measures hits against the truth, {@code link train} fits the calibration of a model. Nothing
 * here needs the server.
 */
@NullMarked
package qinqing.linkage.kit;

import org.jspecify.annotations.NullMarked;
