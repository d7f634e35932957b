package qinqing.vault;

import java.time.Instant;

/**
 * One key of a {@link KeyProvider}. Two keys are the same only when they are the same object: batches compare
 * identity to notice that a key was replaced or destroyed.
 */
public final class Key {

    private final KeyPurpose purpose;
    private final KeyAlgorithm algorithm;
    private final int id;
    private final Instant createdAt;
    private final byte[] secret;

    /**
     * @param id from 1 to {@link KeyPurpose#largestId()}, unique within the purpose
     * @param secret copied; for {@link KeyAlgorithm#ES256} made by {@link SigningKeys}
     */
    public Key(KeyPurpose purpose, KeyAlgorithm algorithm, int id, Instant createdAt, byte[] secret) {
        if (id < 1 || id > purpose.largestId()) {
            throw new IllegalArgumentException("key id out of range for " + purpose.code());
        }
        if (algorithm.secretBytes() != 0 && secret.length != algorithm.secretBytes()) {
            throw new IllegalArgumentException("secret has the wrong length for " + algorithm);
        }
        this.purpose = purpose;
        this.algorithm = algorithm;
        this.id = id;
        this.createdAt = createdAt;
        this.secret = secret.clone();
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    public int id() {
        return id;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** A copy; the caller zeroes it. */
    byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return purpose.code() + "#" + id;
    }
}
