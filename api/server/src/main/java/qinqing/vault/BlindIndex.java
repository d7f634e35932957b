package qinqing.vault;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets the database compare values it can't read: a keyed hash of the normalised value, under a key apart from
 * encryption and one per {@link IndexPurpose}. A token has 17 bytes: the key id (1), then HMAC-SHA-256 or HMAC-SM3 cut
 * to 16. While a key is being replaced, questions ask for the tokens of all readable keys. Whoever holds an index key
 * can try all ID numbers of a county, so erasing a person also rotates the key (S14). Thread-safe.
 */
public final class BlindIndex {

    /** Bytes of a token. */
    public static final int TOKEN = 17;

    private final KeyProvider keys;

    public BlindIndex(KeyProvider keys) {
        this.keys = keys;
    }

    /**
     * The token to store.
     *
     * @param normalised the one written form of the value (an 18-digit ID number with capital X); not empty
     */
    public byte[] token(IndexPurpose purpose, String normalised) {
        return indexer().token(purpose, normalised);
    }

    /** The tokens to ask for, one per readable key, the present one first. */
    public List<byte[]> tokens(IndexPurpose purpose, String normalised) {
        return indexer().tokens(purpose, normalised);
    }

    /** Whether a stored token was made under the present key. */
    public boolean isCurrent(IndexPurpose purpose, byte[] token) {
        return token.length == TOKEN && Byte.toUnsignedInt(token[0]) == currentKey(purpose);
    }

    /** The first byte (1–255) of every token made now: SQL finds rows to index anew by {@code get_byte(token, 0)}. */
    public int currentKey(IndexPurpose purpose) {
        return keys.active(purpose).id();
    }

    /** First bytes of tokens that can still be asked for. */
    public Set<Integer> readableKeys(IndexPurpose purpose) {
        return keys.readable(purpose).stream().map(Key::id).collect(Collectors.toUnmodifiableSet());
    }

    /** For a job over many values; used by one thread at a time. */
    public Indexer indexer() {
        return new Indexer(keys);
    }
}
