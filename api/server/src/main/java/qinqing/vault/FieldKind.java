package qinqing.vault;

/** What a sealed value is. Bound into the seal, so that a phone can't be put where an ID number stood. */
public enum FieldKind {
    ID_NUMBER(1),
    PHONE(2),
    ADDRESS(3),
    BIRTH_DATE(4),
    BANK_ACCOUNT(5),
    /** The shared secret of a one-time code generator. */
    TOTP_SECRET(6),
    /** The stored answer to a repeated {@code Idempotency-Key}. */
    STORED_ANSWER(7),
    /** Any other text or document that must not stand in clear. */
    DOCUMENT(8),
    /** One frame of a {@link SealedFile}. */
    FILE_FRAME(9);

    private final byte code;

    FieldKind(int code) {
        this.code = (byte) code;
    }

    /** Stored inside seals: never give a code to another kind. */
    byte code() {
        return code;
    }
}
