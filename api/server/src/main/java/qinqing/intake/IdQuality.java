package qinqing.intake;

/** What a list printed as ID number; column {@code id_state}. Only a valid one has a person token. */
public enum IdQuality {
    VALID,
    BROKEN,
    MASKED,
    ABSENT
}
