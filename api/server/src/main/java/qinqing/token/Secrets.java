package qinqing.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/** Draws tokens and codes, and hashes them for the database: at 80 random bits and more a slow hash adds nothing. */
@ApplicationScoped
public class Secrets {
    /** Crockford's alphabet: nothing in it is mistaken for another when read aloud. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int CODE_LENGTH = 16;
    private static final int CODE_GROUP = 4;

    private final SecureRandom random = new SecureRandom();

    public byte[] random(int bytes) {
        var secret = new byte[bytes];
        random.nextBytes(secret);
        return secret;
    }

    /** A number from 0, for codes that live for minutes and are tried five times. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** 256 bits in 43 characters that need no escaping anywhere. */
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /** 80 bits that a person reads from a slip of paper: {@code 7K2M-9QTX-0ABC-HJ4D}. */
    public String code() {
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i > 0 && i % CODE_GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** As people type it: small letters, blanks, O for 0, I or L for 1. */
    public static byte[] hashOfCode(String typed) {
        var plain = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return hash(plain);
    }

    public static byte[] hash(String secret) {
        return hash(secret.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] hash(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
