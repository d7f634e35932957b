package qinqing.vault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes many tokens in one thread: the work of {@link BlindIndex} for a job. Not thread-safe; make one per job. */
public final class Indexer {

    private record Ready(Key key, Hmac hmac) {}

    private final KeyProvider keys;
    private final Map<IndexPurpose, Ready> ready = new EnumMap<>(IndexPurpose.class);

    Indexer(KeyProvider keys) {
        this.keys = keys;
    }

    /** @see BlindIndex#token */
    public byte[] token(IndexPurpose purpose, String normalised) {
        Key key = keys.active(purpose);
        Ready kept = ready.get(purpose);
        if (kept == null || kept.key() != key) {
            kept = new Ready(key, Hmac.of(key));
            ready.put(purpose, kept);
        }
        return token(key, kept.hmac(), normalised);
    }

    /** @see BlindIndex#tokens */
    public List<byte[]> tokens(IndexPurpose purpose, String normalised) {
        return keys.readable(purpose).stream()
                .map(key -> token(key, Hmac.of(key), normalised))
                .toList();
    }

    private static byte[] token(Key key, Hmac hmac, String normalised) {
        if (normalised.isEmpty()) {
            throw new IllegalArgumentException("nothing to index: equal tokens of empty values would join strangers");
        }
        byte[] bytes = normalised.getBytes(StandardCharsets.UTF_8);
        hmac.update(bytes);
        Arrays.fill(bytes, (byte) 0);
        byte[] hash = hmac.finish();
        byte[] token = new byte[BlindIndex.TOKEN];
        token[0] = (byte) key.id();
        System.arraycopy(hash, 0, token, 1, BlindIndex.TOKEN - 1);
        return token;
    }
}
