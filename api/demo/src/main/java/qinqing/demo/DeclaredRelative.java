package qinqing.demo;

import qinqing.kernel.Kinship;

/**
 * One line of Annex 2, part 2 (A3.2).
 *
 * @param idKnown false when the declaration carries no ID number, with {@link #idAbsentReason()}
 */
public record DeclaredRelative(Person person, Kinship kinship, boolean idKnown, String employer, String post) {

    public String idAbsentReason() {
        return "本人长期在外，证件号码暂未取得，取得后补报";
    }
}
