package qinqing.linkage.engine;

import qinqing.linkage.field.Address;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;

/**
 * The comparison levels. A group is what was there to compare (a full name, a masked one …); within it exactly one level
 * holds, so that its m-probabilities sum to one. A level is a number below {@link #COUNT}.
 */
enum Feature {
    NAME_FULL(Name.Likeness.values()),
    NAME_MASKED(Name.Likeness.values()),
    ID_FULL(PrintedNumber.Likeness.values()),
    ID_BROKEN(PrintedNumber.Likeness.values()),
    ID_MASKED(PrintedNumber.Likeness.values()),
    ID_ROUNDED(PrintedNumber.Likeness.values()),
    ID_OTHER(PrintedNumber.Likeness.values()),
    PHONE_FULL(Phone.Likeness.values()),
    PHONE_MASKED(Phone.Likeness.values()),
    ADDRESS_TO_HOUSE(Address.Likeness.values()),
    ADDRESS_TO_GROUP(Address.Likeness.values()),
    ADDRESS_TO_VILLAGE(Address.Likeness.values()),
    ADDRESS_TO_TOWN(Address.Likeness.values()),
    INFERRED(Inferred.values()),
    SEX(Agreement.values()),
    GENERATION(Agreement.values()),
    EMPLOYER(Agreement.values());

    /** What other rows of the same person say of the ID number. */
    enum Inferred {
        SAME,
        OTHER
    }

    enum Agreement {
        AGREES,
        CONTRADICTS
    }

    static final int COUNT;
    static final int NONE = 255;

    static {
        int next = 0;
        for (Feature feature : values()) {
            feature.offset = next;
            next += feature.levels.length;
        }
        COUNT = next;
    }

    final Enum<?>[] levels;
    private int offset;

    Feature(Enum<?>[] levels) {
        this.levels = levels;
    }

    int at(Enum<?> level) {
        return offset + level.ordinal();
    }

    int offset() {
        return offset;
    }

    int size() {
        return levels.length;
    }
}
