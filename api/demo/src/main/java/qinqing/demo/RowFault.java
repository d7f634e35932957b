package qinqing.demo;

/** What is wrong with a row, and whether it may still be kept: a typo must not let a row evade the gate. */
public enum RowFault {
    ID_ONE_DIGIT_WRONG(false, 0.004),
    ID_17_DIGITS(false, 0.002),
    ID_15_DIGITS(false, 0.002),
    ID_LOWER_X(false, 0.003),
    ID_FULL_WIDTH(false, 0.002),
    ID_SPACED(false, 0.002),
    ID_MASKED(false, 0.005),
    ID_ABSENT(false, 0.004),
    /** The row before, once more. */
    DUPLICATE(false, 0.002),
    CREDIT_CODE_WRONG(false, 0.01),
    NAME_MISSING(true, 0.0005),
    AMOUNT_NEGATIVE(true, 0.001),
    AMOUNT_NOT_A_NUMBER(true, 0.0005),
    DATE_IMPOSSIBLE(true, 0.001);

    private final boolean refused;
    private final double share;

    RowFault(boolean refused, double share) {
        this.refused = refused;
        this.share = share;
    }

    /** True when no honest import can keep the row: it has no name, no usable amount or no possible date. */
    public boolean isRefused() {
        return refused;
    }

    /** True when the ID number is still the right one after blanks, width, case and the 15-digit form are normalised. */
    public boolean leavesIdReadable() {
        return switch (this) {
            case ID_ONE_DIGIT_WRONG, ID_17_DIGITS, ID_MASKED, ID_ABSENT -> false;
            case ID_15_DIGITS,
                    ID_LOWER_X,
                    ID_FULL_WIDTH,
                    ID_SPACED,
                    DUPLICATE,
                    CREDIT_CODE_WRONG,
                    NAME_MISSING,
                    AMOUNT_NEGATIVE,
                    AMOUNT_NOT_A_NUMBER,
                    DATE_IMPOSSIBLE -> true;
        };
    }

    double share() {
        return share;
    }
}
