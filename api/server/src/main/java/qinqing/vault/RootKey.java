package qinqing.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The key that wraps all others. Its name is derived from it, so a damaged one is told apart from a wrong one.
 * Short-lived: {@link #close()} zeroes it.
 */
final class RootKey implements AutoCloseable {

    static final int SIZE = 32;

    private static final byte[] SALT = "qinqing root key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;

    private RootKey(byte[] secret) {
        this.secret = secret;
    }

    static RootKey generate(SecureRandom random) {
        byte[] secret = new byte[SIZE];
        random.nextBytes(secret);
        return new RootKey(secret);
    }

    /** @throws IllegalArgumentException when the text is no root key */
    static RootKey decode(String text) {
        byte[] secret = Base64.getDecoder().decode(text.strip());
        if (secret.length != SIZE) {
            throw new IllegalArgumentException("wrong length");
        }
        return new RootKey(secret);
    }

    String encode() {
        return Base64.getEncoder().encodeToString(secret) + "\n";
    }

    /** 16 hexadecimal digits that tell nothing about the key. */
    String name() {
        return HexFormat.of().formatHex(derive("name", 8));
    }

    byte[] wrap(byte[] clear, String bound, SecureRandom random) {
        byte[] nonce = new byte[Gcm.NONCE];
        random.nextBytes(nonce);
        byte[] wrapped = Arrays.copyOf(nonce, Gcm.NONCE + clear.length + Gcm.TAG);
        cipher().seal(nonce, bound.getBytes(StandardCharsets.UTF_8), clear, wrapped, Gcm.NONCE);
        return wrapped;
    }

    /** @throws UnreadableValueException when it was wrapped by another root key, or changed */
    byte[] unwrap(byte[] wrapped, String bound) {
        if (wrapped.length < Gcm.NONCE + Gcm.TAG) {
            throw new UnreadableValueException("a wrapped key is cut short");
        }
        byte[] nonce = Arrays.copyOf(wrapped, Gcm.NONCE);
        return cipher().open(nonce, bound.getBytes(StandardCharsets.UTF_8), wrapped, Gcm.NONCE);
    }

    byte[] mac(String text) {
        byte[] key = derive("keyring", SIZE);
        Hmac hmac = Hmac.sha256(key);
        Arrays.fill(key, (byte) 0);
        hmac.update(text.getBytes(StandardCharsets.UTF_8));
        return hmac.finish();
    }

    private Gcm cipher() {
        byte[] key = derive("wrap", SIZE);
        try {
            return new Gcm.Aes(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] derive(String use, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addSalt(SALT)
                            .addIKM(secret)
                            .thenExpand(use.getBytes(StandardCharsets.US_ASCII), length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF", e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "RootKey[" + name() + "]";
    }
}
