package qinqing.vault;

import java.nio.ByteBuffer;

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
        return checker().verify(purpose, mac, parts);
    }

    /** For many MACs; used by one thread at a time. */
    public MacChecker checker() {
        return new MacChecker(keys);
    }

    private static byte[] mac(Key key, byte[]... parts) {
        return mac(key, Hmac.of(key), parts);
    }

    static byte[] mac(Key key, Hmac hmac, byte[]... parts) {
        for (byte[] part : parts) {
            hmac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            hmac.update(part);
        }
        return ByteBuffer.allocate(SIZE).putInt(key.id()).put(hmac.finish()).array();
    }
}
