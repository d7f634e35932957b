package qinqing.linkage;

/** As the 17th digit of a valid ID number tells it, or as declared. */
public enum Sex {
    MALE,
    FEMALE
}
