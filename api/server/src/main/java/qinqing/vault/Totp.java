package qinqing.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;

/**
 * One-time codes of an authenticator app: RFC 6238 with HMAC-SHA-1, 30 seconds and 6 digits, which every app
 * understands. Thread-safe.
 */
public final class Totp {

    private static final int SECONDS = 30;
    private static final int DIGITS = 6;

    /** A code holds one step before and after its own, for clocks that differ (RFC 6238, 5.2). */
    private static final int WINDOW = 1;

    private static final int SECRET = 20;
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final SecureRandom random = new SecureRandom();

    /** A new shared secret of 160 bits; store it sealed as {@link FieldKind#TOTP_SECRET}. */
    public byte[] newSecret() {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        return secret;
    }

    /** The secret as people type it into an app: base 32 without padding. */
    public static String typed(byte[] secret) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : secret) {
            buffer = (buffer << 8 | b & 0xff) & 0xffff;
            for (bits += 8; bits >= 5; bits -= 5) {
                text.append(BASE_32.charAt(buffer >> bits - 5 & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE_32.charAt(buffer << 5 - bits & 31));
        }
        return text.toString();
    }

    /**
     * Checks a code in constant time.
     *
     * @param lastUsedStep the step of the code accepted before, −1 when there was none: a code works once
     * @return the step to remember as used, or empty when the code is wrong, too old or used
     */
    public OptionalLong verify(byte[] secret, String code, Instant now, long lastUsedStep) {
        long present = Math.floorDiv(now.getEpochSecond(), SECONDS);
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        OptionalLong matched = OptionalLong.empty();
        for (long step = present - WINDOW; step <= present + WINDOW; step++) {
            byte[] expected = code(secret, step, DIGITS).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(expected, given) & step > lastUsedStep) {
                matched = OptionalLong.of(step);
            }
        }
        return matched;
    }

    static String code(byte[] secret, long step, int digits) {
        Mac mac = Hmac.jca("HmacSHA1", secret);
        byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xf;
        int truncated = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
        return String.format("%0" + digits + "d", truncated % (long) Math.pow(10, digits));
    }
}
