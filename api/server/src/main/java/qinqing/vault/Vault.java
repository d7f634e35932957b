package qinqing.vault;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;

/**
 * Seals what must not stand in clear in the database: ID numbers, phones, full addresses, birth dates (S6).
 * Authenticated encryption by AES-256-GCM or SM4-GCM under a data key, itself wrapped by a root key; each value names
 * its suite and key, so that both suites and older keys stay readable. A value opens only as the same
 * {@link FieldKind} in the same context (the id of its row): copies can't be moved between rows or columns.
 * Thread-safe. Jobs over many values take a {@link #sealer()}.
 */
public final class Vault {

    private static final int IDLE_SEALERS = 16;

    private final KeyProvider keys;
    private final Suite suite;

    /** Made here on purpose and not injected: a seeded nonce would give the plaintext away. */
    private final SecureRandom random = new SecureRandom();

    /** Instead of a thread-local, which under virtual threads would make a set of ciphers for each request. */
    private final ArrayBlockingQueue<Sealer> idle = new ArrayBlockingQueue<>(IDLE_SEALERS);

    /** @param suite what new values are sealed with; values of the other suite are read all the same */
    public Vault(KeyProvider keys, Suite suite) {
        this.keys = keys;
        this.suite = suite;
    }

    /** The context of a value owned by one row. */
    public static byte[] context(UUID row) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(row.getMostSignificantBits())
                .putLong(row.getLeastSignificantBits())
                .array();
    }

    /**
     * @param context what the value belongs to, usually {@link #context(UUID)}; not empty
     * @return 33 bytes more than {@code clear}, for a {@code bytea} column
     */
    public byte[] seal(FieldKind kind, byte[] clear, byte[] context) {
        return with(sealer -> sealer.seal(kind, clear, context));
    }

    /** Seals a text for the row of this id. */
    public byte[] seal(FieldKind kind, String clear, UUID row) {
        return with(sealer -> sealer.seal(kind, clear, row));
    }

    /**
     * @throws UnreadableValueException when the value was changed or belongs elsewhere
     * @throws UnknownKeyException when its key was destroyed: the value is erased
     */
    public byte[] open(FieldKind kind, byte[] sealed, byte[] context) {
        return with(sealer -> sealer.open(kind, sealed, context));
    }

    /** Opens a text of the row of this id; errors as {@link #open(FieldKind, byte[], byte[])}. */
    public String open(FieldKind kind, byte[] sealed, UUID row) {
        return with(sealer -> sealer.open(kind, sealed, row));
    }

    /** Whether the value was sealed by another suite or under an older key than one sealed now. */
    public boolean needsResealing(byte[] sealed) {
        return with(sealer -> sealer.needsResealing(sealed));
    }

    /** The same value under the present suite and key (S13); errors as {@link #open(FieldKind, byte[], byte[])}. */
    public byte[] reseal(FieldKind kind, byte[] sealed, byte[] context) {
        return with(sealer -> sealer.reseal(kind, sealed, context));
    }

    /** The first five bytes of every value sealed now: SQL finds rows to reseal by comparing a prefix. */
    public byte[] currentHeader() {
        return ByteBuffer.allocate(Sealer.HEADER)
                .put(suite.version())
                .putInt(keys.active(suite).id())
                .array();
    }

    /** For a job over many values; used by one thread at a time. */
    public Sealer sealer() {
        return new Sealer(keys, suite, random);
    }

    private <T> T with(Function<Sealer, T> work) {
        Sealer sealer = idle.poll();
        if (sealer == null) {
            sealer = sealer();
        }
        try {
            return work.apply(sealer);
        } finally {
            idle.offer(sealer);
        }
    }
}
