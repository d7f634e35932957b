package qinqing.vault;

/** The two ways to seal a value: the international suite and the one of the Chinese commercial cipher standards (国密). */
public enum Suite implements KeyPurpose {
    AES_256_GCM((byte) 1, KeyAlgorithm.AES_256, KeyAlgorithm.HMAC_SHA_256),
    SM4_GCM((byte) 2, KeyAlgorithm.SM4, KeyAlgorithm.HMAC_SM3);

    private final byte version;
    private final KeyAlgorithm cipher;
    private final KeyAlgorithm hmac;

    Suite(byte version, KeyAlgorithm cipher, KeyAlgorithm hmac) {
        this.version = version;
        this.cipher = cipher;
        this.hmac = hmac;
    }

    /** The first byte of every value sealed by this suite in the present layout. */
    byte version() {
        return version;
    }

    KeyAlgorithm hmac() {
        return hmac;
    }

    static Suite ofVersion(byte version) {
        return switch (version) {
            case 1 -> AES_256_GCM;
            case 2 -> SM4_GCM;
            default -> throw new UnreadableValueException("not a sealed value: unknown version");
        };
    }

    @Override
    public String code() {
        return "seal:" + name();
    }

    @Override
    public int largestId() {
        return Integer.MAX_VALUE;
    }

    /** A suite's keys fit the suite, whichever the installation prefers: both stay readable side by side. */
    @Override
    public KeyAlgorithm algorithmIn(Suite house) {
        return cipher;
    }
}
