package qinqing.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes by Argon2id (RFC 9106) in the PHC string format. One hash takes about 40 ms and 19 MiB: call it on
 * a worker pool with few permits, never on an event loop. Thread-safe.
 */
public final class Passwords {

    /** OWASP's recommended setting for Argon2id (Password Storage Cheat Sheet). */
    static final int MEMORY_KIB = 19_456;

    static final int PASSES = 2;
    static final int LANES = 1;

    private static final int SALT = 16;
    private static final int HASH = 32;

    /** Beyond these a stored hash was not written by any release of ours, and checking it would exhaust the server. */
    private static final int MOST_MEMORY_KIB = 262_144;

    private static final int MOST_PASSES = 16;
    private static final int MOST_LANES = 8;

    private static final Pattern PHC =
            Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,9}),t=([0-9]{1,4}),p=([0-9]{1,3})"
                    + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    private final SecureRandom random = new SecureRandom();

    /** {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, with a fresh salt. */
    public String hash(String password) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return new Stored(MEMORY_KIB, PASSES, LANES, salt, argon2id(password, MEMORY_KIB, PASSES, LANES, salt, HASH))
                .phc();
    }

    /**
     * Whether the password belongs to the stored hash; compared in constant time.
     *
     * @throws IllegalStateException when the stored text is no Argon2id hash or asks for absurd effort
     */
    public boolean verify(String password, String stored) {
        Stored parts = Stored.parse(stored);
        byte[] again =
                argon2id(password, parts.memory(), parts.passes(), parts.lanes(), parts.salt(), parts.hash().length);
        return MessageDigest.isEqual(again, parts.hash());
    }

    /** Whether the hash was made with other settings than today's: hash anew at the next right login. */
    public boolean needsRehash(String stored) {
        Stored parts = Stored.parse(stored);
        return parts.memory() != MEMORY_KIB
                || parts.passes() != PASSES
                || parts.lanes() != LANES
                || parts.salt().length != SALT
                || parts.hash().length != HASH;
    }

    /** In normal form C, since keyboards write the same letter in different ways. */
    private static byte[] argon2id(String password, int memory, int passes, int lanes, byte[] salt, int size) {
        byte[] bytes = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[size];
        generator.generateBytes(bytes, hash);
        Arrays.fill(bytes, (byte) 0);
        return hash;
    }

    private record Stored(int memory, int passes, int lanes, byte[] salt, byte[] hash) {

        static Stored parse(String phc) {
            Matcher matcher = PHC.matcher(phc);
            if (!matcher.matches()) {
                throw new IllegalStateException("a stored password is not an Argon2id hash");
            }
            int memory = Integer.parseInt(matcher.group(1));
            int passes = Integer.parseInt(matcher.group(2));
            int lanes = Integer.parseInt(matcher.group(3));
            if (lanes < 1 || lanes > MOST_LANES || passes < 1 || passes > MOST_PASSES) {
                throw new IllegalStateException("a stored password asks for absurd effort");
            }
            if (memory < 8 * lanes || memory > MOST_MEMORY_KIB) {
                throw new IllegalStateException("a stored password asks for absurd memory");
            }
            Base64.Decoder base64 = Base64.getDecoder();
            try {
                return new Stored(
                        memory, passes, lanes, base64.decode(matcher.group(4)), base64.decode(matcher.group(5)));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("a stored password is not an Argon2id hash");
            }
        }

        String phc() {
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                    + "$" + base64.encodeToString(hash);
        }

        @Override
        public String toString() {
            return "Argon2id hash";
        }
    }
}
