package qinqing.demo;

import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;

/**
 * A pair a correct server finds: this row is that official's relative, or the official.
 *
 * @param line 1 for the first row under the header
 * @param kinship null when the beneficiary is the official
 * @param inOwnSphere the approving unit is the one the official works in or reports to (A3.4)
 */
public record ExpectedMatch(
        String file,
        int line,
        int official,
        int person,
        @Nullable Kinship kinship,
        Evidence evidence,
        Party party,
        boolean inOwnSphere) {

    /** What the row and the declaration have in common. */
    public enum Evidence {
        /** The same valid ID number, after blanks, width, case and the 15-digit form are normalised. */
        EXACT_ID,
        /** No readable ID number; name and phone agree. */
        NAME_AND_PHONE,
        /** No readable ID number, another phone; name and full address agree. */
        NAME_AND_ADDRESS,
        /** One digit of the ID number is wrong and only the name agrees: the check digit must repair it. */
        REPAIRED_ID
    }

    /** In which role the person stands in the row. */
    public enum Party {
        NATURAL_PERSON,
        LEGAL_REPRESENTATIVE,
        AGENT
    }
}
