package qinqing.inference;

import qinqing.kernel.Kinship;

/**
 * One line of a declaration in force.
 *
 * @param official who declared, by number
 * @param relative who was declared, by number; the same person has one number in all declarations
 */
record Declared(int official, Kinship kinship, int relative) {}
