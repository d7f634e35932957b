package qinqing.inference;

import qinqing.kernel.Sex;

/**
 * Somebody who declares or was declared.
 *
 * @param declares whether there is a declaration of theirs in force
 * @param identified whether the ID number is known; without one a person is only known to the filing that names them
 * @param name normalized
 * @param household the same number for the same full address; 0 when not known
 * @param phone the same number for the same phone; 0 when not known
 */
record Person(Sex sex, boolean declares, boolean identified, String name, int household, int phone) {}
