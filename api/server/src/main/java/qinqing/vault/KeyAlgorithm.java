package qinqing.vault;

/** How a key is used, and how many bytes its secret has. A stored key keeps its algorithm for life. */
public enum KeyAlgorithm {
    AES_256(32),
    SM4(16),
    HMAC_SHA_256(32),
    HMAC_SM3(32),
    /** ECDSA on P-256 with SHA-256; the secret is a key pair, see {@link SigningKeys}. */
    ES256(0);

    private final int secretBytes;

    KeyAlgorithm(int secretBytes) {
        this.secretBytes = secretBytes;
    }

    int secretBytes() {
        return secretBytes;
    }
}
