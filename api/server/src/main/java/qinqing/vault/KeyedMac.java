package qinqing.vault;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Proves that data came from this installation: HMAC-SHA-256 or HMAC-SM3 with a key per {@link MacPurpose}. A MAC has
 * 36 bytes, the key id (4) and the hash (32), so that older ones are checked after a rotation. Thread-safe.
 */
public final class KeyedMac {

    /** Bytes of a MAC. */
    public static final int SIZE = Integer.BYTES + Hmac.SIZE;

    private final KeyProvider keys;

    public KeyedMac(KeyProvider keys) {
        this.keys = keys;
    }

    /** Each part counts with its length: ("ab", "c") and ("a", "bc") have different MACs. */
    public byte[] mac(MacPurpose purpose, byte[]... parts) {
        return mac(keys.active(purpose), parts);
    }

    /** In constant time; false too when the key is not there any more. */
    public boolean verify(MacPurpose purpose, byte[] mac, byte[]... parts) {
        if (mac.length != SIZE) {
            return false;
        }
        Optional<Key> key = keys.find(purpose, ByteBuffer.wrap(mac).getInt());
        return key.isPresent() && MessageDigest.isEqual(mac(key.get(), parts), mac);
    }

    private static byte[] mac(Key key, byte[]... parts) {
        Hmac hmac = Hmac.of(key);
        for (byte[] part : parts) {
            hmac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            hmac.update(part);
        }
        return ByteBuffer.allocate(SIZE).putInt(key.id()).put(hmac.finish()).array();
    }
}
