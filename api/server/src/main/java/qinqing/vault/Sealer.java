package qinqing.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * Seals and opens many values in one thread: the work of {@link Vault} for a job, keeping its ciphers and drawing
 * nonces in blocks. Not thread-safe; make one per job with {@link Vault#sealer()} and drop it. Keys are looked up
 * for every value, so a rotation or a destroyed key is noticed in the middle of a batch too.
 *
 * <p>Layout of a value: version (1 byte, tells the suite), key id (4), nonce (12), text, tag (16). The seal also
 * covers the first five bytes, the {@link FieldKind} and the context.
 */
public final class Sealer {

    static final int HEADER = 1 + Integer.BYTES;
    static final int OVERHEAD = HEADER + Gcm.NONCE + Gcm.TAG;

    private static final int NONCES_AT_ONCE = 256;

    private record Ready(Key key, Gcm cipher) {}

    private final KeyProvider keys;
    private final Suite suite;
    private final SecureRandom random;
    private final Map<Suite, Ready> reading = new EnumMap<>(Suite.class);
    private final Map<Suite, Ready> writing = new EnumMap<>(Suite.class);
    private final byte[] nonces = new byte[NONCES_AT_ONCE * Gcm.NONCE];
    private int nextNonce = nonces.length;

    Sealer(KeyProvider keys, Suite suite, SecureRandom random) {
        this.keys = keys;
        this.suite = suite;
        this.random = random;
    }

    /** @see Vault#seal(FieldKind, byte[], byte[]) */
    public byte[] seal(FieldKind kind, byte[] clear, byte[] context) {
        Key key = keys.active(suite);
        byte[] sealed = new byte[OVERHEAD + clear.length];
        byte[] nonce = nonce();
        ByteBuffer.wrap(sealed).put(suite.version()).putInt(key.id()).put(nonce);
        cipher(writing, key, suite).seal(nonce, bound(sealed, kind, context), clear, sealed, HEADER + Gcm.NONCE);
        return sealed;
    }

    /** @see Vault#seal(FieldKind, String, UUID) */
    public byte[] seal(FieldKind kind, String clear, UUID row) {
        byte[] bytes = clear.getBytes(StandardCharsets.UTF_8);
        try {
            return seal(kind, bytes, Vault.context(row));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** @see Vault#open(FieldKind, byte[], byte[]) */
    public byte[] open(FieldKind kind, byte[] sealed, byte[] context) {
        Suite by = suiteOf(sealed);
        int id = keyIdOf(sealed);
        Key key = keys.find(by, id).orElseThrow(() -> new UnknownKeyException(by, id));
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER, HEADER + Gcm.NONCE);
        return cipher(reading, key, by).open(nonce, bound(sealed, kind, context), sealed, HEADER + Gcm.NONCE);
    }

    /** @see Vault#open(FieldKind, byte[], UUID) */
    public String open(FieldKind kind, byte[] sealed, UUID row) {
        byte[] bytes = open(kind, sealed, Vault.context(row));
        try {
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** @see Vault#needsResealing */
    public boolean needsResealing(byte[] sealed) {
        return suiteOf(sealed) != suite || keyIdOf(sealed) != keys.active(suite).id();
    }

    /** @see Vault#reseal */
    public byte[] reseal(FieldKind kind, byte[] sealed, byte[] context) {
        byte[] clear = open(kind, sealed, context);
        try {
            return seal(kind, clear, context);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static Suite suiteOf(byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            throw new UnreadableValueException("not a sealed value: too short");
        }
        return Suite.ofVersion(sealed[0]);
    }

    private static int keyIdOf(byte[] sealed) {
        return ByteBuffer.wrap(sealed).getInt(1);
    }

    private static byte[] bound(byte[] sealed, FieldKind kind, byte[] context) {
        if (context.length == 0) {
            throw new IllegalArgumentException("a sealed value belongs to a row: its context is missing");
        }
        byte[] bound = Arrays.copyOf(sealed, HEADER + 1 + context.length);
        bound[HEADER] = kind.code();
        System.arraycopy(context, 0, bound, HEADER + 1, context.length);
        return bound;
    }

    /** One cipher is kept to read and one to write: resealing goes from an old key to the new one, row by row. */
    private static Gcm cipher(Map<Suite, Ready> ready, Key key, Suite suite) {
        Ready kept = ready.get(suite);
        if (kept == null || kept.key() != key) {
            kept = new Ready(key, Gcm.of(key));
            ready.put(suite, kept);
        }
        return kept.cipher();
    }

    /** 96 random bits each: under one key 2³² values may be sealed, some centuries of a county. */
    private byte[] nonce() {
        if (nextNonce == nonces.length) {
            random.nextBytes(nonces);
            nextNonce = 0;
        }
        byte[] nonce = Arrays.copyOfRange(nonces, nextNonce, nextNonce + Gcm.NONCE);
        nextNonce += Gcm.NONCE;
        return nonce;
    }
}
