package qinqing.vault;

/** What is signed so that others can check it with a public key. */
public enum SigningPurpose implements KeyPurpose {
    /** Access tokens of people and systems. */
    ACCESS_TOKEN,
    /** Checkpoints of the publicity log. */
    LEDGER;

    @Override
    public String code() {
        return "sign:" + name();
    }

    @Override
    public int largestId() {
        return Integer.MAX_VALUE;
    }

    @Override
    public KeyAlgorithm algorithmIn(Suite house) {
        return KeyAlgorithm.ES256;
    }
}
