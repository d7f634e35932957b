package qinqing.vault;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks many MACs in one thread: the work of {@link KeyedMac} for a job. Not thread-safe; make one per job. */
public final class MacChecker {

    private record Ready(Key key, Hmac hmac) {}

    private final KeyProvider keys;
    private @Nullable Ready ready;

    MacChecker(KeyProvider keys) {
        this.keys = keys;
    }

    /** @see KeyedMac#verify */
    public boolean verify(MacPurpose purpose, byte[] mac, byte[]... parts) {
        if (mac.length != KeyedMac.SIZE) {
            return false;
        }
        Optional<Key> key = keys.find(purpose, ByteBuffer.wrap(mac).getInt());
        return key.isPresent() && MessageDigest.isEqual(KeyedMac.mac(key.get(), hmacOf(key.get()), parts), mac);
    }

    private Hmac hmacOf(Key key) {
        Ready kept = ready;
        if (kept == null || kept.key() != key) {
            kept = new Ready(key, Hmac.of(key));
            ready = kept;
        }
        return kept.hmac();
    }
}
