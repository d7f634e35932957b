/**
 * The posts of a unit with their duties, and the people of Annex 4 who lead the work and enter the data there (A6): registered
 * with an opinion of the party organisation and a photo, never from the inspection body. What ends or changes here is announced
 * to whoever holds tasks by it.
 */
@NullMarked
package qinqing.staff;

import org.jspecify.annotations.NullMarked;
