package qinqing.linkage;

/**
 * One compared field of a pair. Holds no value of either side; who shows it adds masked ones.
 *
 * @param weight in bits (log₂ of how much likelier this is for one person than for two); negative speaks against
 */
public record Evidence(Field field, Level level, double weight) {

    public enum Field {
        ID_NUMBER,
        NAME,
        PHONE,
        ADDRESS,
        BIRTH_DATE,
        SEX,
        VILLAGE,
        EMPLOYER
    }

    public enum Level {
        /** The same value. */
        EXACT,
        /** The same after normalisation; what was written may differ (full width, blanks, traditional characters). */
        NORMALISED_EXACT,
        /** One character differs, the surname does not. */
        RESEMBLES,
        /** Different, which says little: people move and change their phones. */
        DIFFERS,
        /** Different where one person would have the same. */
        CONFLICT,
        /** The list's ID number fails its check. */
        BROKEN,
        /** The list hides the ID number. */
        MASKED,
        /** The list's ID number is valid, but none was declared. */
        UNDECLARED,
        /** At least one side is silent; for an ID number: the list. */
        MISSING
    }

    boolean agrees() {
        return level == Level.EXACT || level == Level.NORMALISED_EXACT;
    }
}
