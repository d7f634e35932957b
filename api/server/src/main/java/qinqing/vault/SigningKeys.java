package qinqing.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Key pairs for signatures that others check, kept by the {@link KeyProvider} like any other key. After a rotation
 * the old public key goes on checking what it signed until it is destroyed. Thread-safe.
 */
public final class SigningKeys {

    private final KeyProvider keys;
    private final SigningPurpose purpose;

    /** Decoding a key pair costs more than a signature. */
    private final ConcurrentHashMap<Key, SigningKey> decoded = new ConcurrentHashMap<>();

    public SigningKeys(KeyProvider keys, SigningPurpose purpose) {
        this.keys = keys;
        this.purpose = purpose;
    }

    /** The key that signs now. */
    public SigningKey current() {
        return signingKey(keys.active(purpose));
    }

    /** The key a signature names; empty when there is none such or it was destroyed. */
    public Optional<SigningKey> find(String kid) {
        return all().stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** All keys whose signatures hold, the current one first: what a JWK set lists. */
    public List<SigningKey> all() {
        List<Key> readable = keys.readable(purpose);
        decoded.keySet().retainAll(readable);
        return readable.stream().map(this::signingKey).toList();
    }

    /** A new key signs from now on. Blocks on the disk. */
    public SigningKey rotate() {
        return signingKey(keys.rotate(purpose));
    }

    /** Signatures under this old key hold no longer. Blocks on the disk. */
    public void destroy(String kid) {
        keys.readable(purpose).stream()
                .filter(key -> kid(key).equals(kid))
                .findFirst()
                .ifPresent(key -> keys.destroy(purpose, key.id()));
    }

    private SigningKey signingKey(Key key) {
        return decoded.computeIfAbsent(key, SigningKeys::decode);
    }

    private static String kid(Key key) {
        return String.format("%08x", key.id());
    }

    /** A new pair as a secret to keep: length of the private key (2 bytes), PKCS #8, then X.509. */
    static byte[] generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] privateKey = pair.getPrivate().getEncoded();
            byte[] publicKey = pair.getPublic().getEncoded();
            byte[] secret = ByteBuffer.allocate(Short.BYTES + privateKey.length + publicKey.length)
                    .putShort((short) privateKey.length)
                    .put(privateKey)
                    .put(publicKey)
                    .array();
            Arrays.fill(privateKey, (byte) 0);
            return secret;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    private static SigningKey decode(Key key) {
        byte[] secret = key.secret();
        int length = ByteBuffer.wrap(secret).getShort();
        byte[] privateKey = Arrays.copyOfRange(secret, Short.BYTES, Short.BYTES + length);
        byte[] publicKey = Arrays.copyOfRange(secret, Short.BYTES + length, secret.length);
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new SigningKey(
                    kid(key),
                    key.createdAt(),
                    (ECPrivateKey) factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)),
                    (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new KeysUnavailableException(key + " is not a P-256 key pair");
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(privateKey, (byte) 0);
        }
    }
}
