package qinqing.linkage;

import java.nio.ByteBuffer;

/**
 * The first 128 bits of a keyed MAC over a normalised value (ID number, phone, address), and the id of the key. Equal
 * tokens mean equal values: among 10⁹ values two different ones meet with a chance below 10⁻²⁰.
 *
 * @param key id of the key; tokens under two keys say nothing about each other
 */
public record Token(int key, long high, long low) {

    /** @throws IllegalArgumentException if the MAC is shorter than 16 bytes */
    public static Token of(int key, byte[] mac) {
        if (mac.length < 2 * Long.BYTES) {
            throw new IllegalArgumentException("a token needs 16 bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(mac);
        return new Token(key, bytes.getLong(), bytes.getLong());
    }

    /**
     * Whether both stand for the same value.
     *
     * @throws IllegalArgumentException under different keys: answering "no" would silently clear a relative in the middle
     *     of a key rotation
     */
    boolean sameValueAs(Token other) {
        if (key != other.key) {
            throw new IllegalArgumentException("tokens under different keys cannot be compared");
        }
        return high == other.high && low == other.low;
    }

    @Override
    public String toString() {
        return "Token[key=" + key + "]";
    }
}
