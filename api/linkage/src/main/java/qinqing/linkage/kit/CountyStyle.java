package qinqing.linkage.kit;

/**
 * How careless a county's lists are. Styles differ in kind, not only in degree, so that a method tuned on one shows its
 * weakness on another; the last is kept apart and never looked at while tuning.
 *
 * @param fullNumbers share of lists that print whole ID numbers
 * @param maskedNumbers share that mask them; the rest print none
 * @param numberSlips chance of a slip of the hand in a printed number
 * @param spreadsheet chance that a list was ruined by a spreadsheet
 * @param nameSlips chance of a wrong character
 * @param maskedNames share of lists that mask names
 * @param phones share of lists with phones
 * @param movedPhones chance that a phone is not the declared one
 * @param addresses share of lists with addresses
 * @param movedHomes chance that someone is registered elsewhere
 * @param noNumber chance that a declared relative has no number
 * @param masks first and last mask style, of {@link Damage#MASKS}
 */
record CountyStyle(
        double fullNumbers,
        double maskedNumbers,
        double numberSlips,
        double spreadsheet,
        double nameSlips,
        double maskedNames,
        double phones,
        double movedPhones,
        double addresses,
        double movedHomes,
        double noNumber,
        int firstMask,
        int lastMask) {

    static CountyStyle of(String word) {
        return switch (word) {
            case "a" -> new CountyStyle(0.55, 0.35, 0.02, 0.04, 0.03, 0.06, 0.6, 0.12, 0.85, 0.05, 0.02, 0, 5);
            case "b" -> new CountyStyle(0.35, 0.45, 0.05, 0.10, 0.06, 0.15, 0.5, 0.25, 0.75, 0.08, 0.06, 0, 5);
            case "c" -> new CountyStyle(0.80, 0.12, 0.01, 0.01, 0.015, 0.02, 0.8, 0.06, 0.95, 0.03, 0.0, 2, 7);
            case "d" -> new CountyStyle(0.25, 0.55, 0.08, 0.15, 0.09, 0.10, 0.7, 0.18, 0.9, 0.10, 0.10, 4, 10);
            default -> throw new Table.Unusable("没有这种县：" + word + "（可用 a、b、c、d）");
        };
    }
}
