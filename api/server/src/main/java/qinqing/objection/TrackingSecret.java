package qinqing.objection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import qinqing.kernel.Secret;

/**
 * The tracking number of an objection and the secret that belongs to it, both made by chance; the secret is told once and kept
 * as a hash. Letters that look like digits are not used, and are read as the digits they look like.
 *
 * @param number 12 characters after {@code YY-}, 60 bits: nobody meets another's by mistyping
 * @param secret 26 characters, 130 bits
 */
@Secret
record TrackingSecret(String number, String secret) {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom CHANCE = new SecureRandom();

    static TrackingSecret random() {
        return new TrackingSecret("YY-" + grouped(12, 4), grouped(26, 5));
    }

    byte[] hash() {
        return hash(secret);
    }

    static byte[] hash(String secret) {
        var read = secret.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replaceAll("[^0-9A-Z]", "");
        try {
            return MessageDigest.getInstance("SHA-256").digest(read.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String grouped(int characters, int group) {
        var text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            if (i > 0 && i % group == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(CHANCE.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "TrackingSecret";
    }
}
