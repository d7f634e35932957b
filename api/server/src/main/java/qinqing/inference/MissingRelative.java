package qinqing.inference;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;

/**
 * Somebody who seems to belong to an official's circle and is not declared.
 *
 * @param kinship null when only a shared household or phone speaks for it
 * @param probability that it is so, between 0 and 1
 */
record MissingRelative(int official, int relative, @Nullable Kinship kinship, double probability, Set<Basis> bases) {}
