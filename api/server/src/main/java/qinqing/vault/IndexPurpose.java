package qinqing.vault;

/** Questions of equality that the database may answer without seeing the value. */
public enum IndexPurpose implements KeyPurpose {
    /** The {@code person_token}: a normalised ID number, alike for relatives, beneficiaries and officials. */
    PERSON,
    /** What is left of an ID number under a mask, one token per observed mask shape. */
    MASKED_PERSON,
    PHONE,
    ADDRESS,
    BIRTH_DATE,
    /** The phone an account logs in with; apart from {@link #PHONE} so that accounts can't be joined with case data. */
    LOGIN,
    IDEMPOTENCY;

    @Override
    public String code() {
        return "index:" + name();
    }

    /** One byte in front of each token; ids are used again once their key is destroyed. */
    @Override
    public int largestId() {
        return 255;
    }

    @Override
    public KeyAlgorithm algorithmIn(Suite house) {
        return house.hmac();
    }
}
