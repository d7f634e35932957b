package qinqing.vault;

/** What a {@link KeyedMac} vouches for. */
public enum MacPurpose implements KeyPurpose {
    /** The chain of audit entries and its exported checkpoints. */
    AUDIT,
    /** Cursors handed to clients, so that nobody can point one at rows of others. */
    CURSOR,
    /** Who rated a notice, kept apart from notice to notice so that nobody's ratings can be joined. */
    RATING;

    @Override
    public String code() {
        return "mac:" + name();
    }

    @Override
    public int largestId() {
        return Integer.MAX_VALUE;
    }

    @Override
    public KeyAlgorithm algorithmIn(Suite house) {
        return house.hmac();
    }
}
