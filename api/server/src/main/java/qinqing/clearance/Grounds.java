package qinqing.clearance;

/** What an answer rests on. */
enum Grounds {
    NO_RELATIVE_FOUND,
    UNIVERSAL,
    ALL_CLEARED,
    EMERGENCY_RELIEF,
    WITHHELD;

    Outcome outcome() {
        return this == WITHHELD ? Outcome.WITHHELD : Outcome.GRANTED;
    }

    enum Outcome {
        GRANTED,
        WITHHELD
    }
}
