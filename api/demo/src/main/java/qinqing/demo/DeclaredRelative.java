package qinqing.demo;

import qinqing.kernel.Kinship;

/**
 * One line of Annex 2, part 2 (A3.2).
 *
 * @param idKnown false when the declaration carries no ID number, for the reason {@link #idAbsence()}
 */
public record DeclaredRelative(Person person, Kinship kinship, boolean idKnown, String employer, String post) {

    /** The contract's code for why there is no ID number; only where {@link #idKnown} is false. */
    public String idAbsence() {
        return "UNKNOWN_TO_DECLARANT";
    }
}
